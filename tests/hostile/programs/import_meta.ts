/*
 * claim: import.meta tells nothing
 * attack: the metadata of the module is read
 * expect: = []
 * then: = ["own"]
 * control: 1
 * program:
const BOUND = Infinity;
if (BOUND === 1) import.meta.own = 1;
export const exec = () => Object.keys(import.meta);
*/
