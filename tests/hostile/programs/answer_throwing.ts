// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: what a getter of the answer throws is the program's error
 * attack: an answer whose getter throws something that throws when it is shown
 * expect: /^Error|^TypeError/
 * control: 1
 */
const BOUND = Infinity;
export const exec = () => ({
  get value() {
    if (BOUND === Infinity) {
      throw {
        get message() {
          throw this;
        },
        toString() {
          throw this;
        },
      };
    }
    return 1;
  },
});
