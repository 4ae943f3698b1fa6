// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: lines leave through the engine's own JSON
 * attack: JSON.stringify, String.prototype and Array.prototype are replaced before console is used
 * expect: /Console:\nhonest \{ a: 1 \}/
 * weak: primordials
 */
export function exec() {
  JSON.stringify = () => '"forged"';
  Array.prototype.join = String.prototype.slice = () => "forged";
  console.log("honest", { a: 1 });
  return "done";
}
