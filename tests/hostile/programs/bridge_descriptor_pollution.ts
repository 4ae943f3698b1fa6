// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a polluted Object.prototype cannot turn the bridge's own definitions against it
 * attack: get, set, value and writable on Object.prototype, which property descriptors inherit
 * expect: /^ToolError \(basic\/fail\): honest\n/
 * weak: inherited_descriptors
 */
import { fail } from "./servers/basic.ts";
export async function exec() {
  Object.prototype.get = () => "forged";
  Object.prototype.value = "forged";
  Object.prototype.writable = false;
  try {
    await fail({ message: "honest" });
  } catch (error) {
    throw error;
  }
}
