// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a polluted Object.prototype changes what its own program returns and nothing else
 * attack: Object.prototype.toJSON and String.prototype.toJSON throw or lie
 * expect: /^Error: the program's own toJSON/
 * then: = {"a":"ignored"}
 * control: 1
 */
const BOUND = Infinity;
export function exec() {
  if (BOUND === 1) return { a: "ignored" };
  Object.prototype.toJSON = () => {
    throw new Error("the program's own toJSON");
  };
  String.prototype.toJSON = () => "lie";
  return { a: "ignored" };
}
