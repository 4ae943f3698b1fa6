/**
 * The branches of `anyOf` and `oneOf`: which of them a value can be meant for.
 *
 * @module
 */

import { isJsonObject, type Json } from "../json.ts";
import type { Fault } from "./schema_fault.ts";
import { allowsType } from "./schema_type.ts";

/** Properties of a value that may tell its branch. */
const TELLING = 20;

/** Choices of such a property. */
const CHOICES = 50;

/** References to references that are followed to see what a branch is. */
const HOPS = 5;

/** What choosing takes beside the branches. */
export interface BranchHelp {
  /** Returns what a reference names. */
  resolve(ref: string): Json | undefined;
  /** Told how much work there was. */
  spend(steps: number): void;
}

/**
 * Returns the branches that a value may match, going by their types and by the properties that tell them apart
 * (`kind: { const: "a" }`). Where those properties leave none, the ones of the right type: their faults say what is wrong.
 */
export function branchesFor(branches: readonly Json[], value: Json, help: BranchHelp): readonly Json[] {
  const ofType = branches.filter((branch) => {
    const schema = follow(branch, help);
    return isJsonObject(schema) ? allowsType(schema, value) : schema !== false;
  });
  if (ofType.length < 2 || !isJsonObject(value)) return ofType;
  const names = Object.keys(value);
  help.spend(names.length >> 2);
  const texts = names.slice(0, TELLING).flatMap((name): [string, string][] => {
    const given = value[name];
    return typeof given === "string" ? [[name, given]] : [];
  });
  const meant = ofType.filter((branch) => !isRuledOut(follow(branch, help), texts));
  return meant.length > 0 ? meant : ofType;
}

function follow(schema: Json | undefined, help: BranchHelp): Json | undefined {
  let followed = schema;
  for (let hop = 0; hop < HOPS && isJsonObject(followed) && typeof followed["$ref"] === "string"; hop++) {
    followed = help.resolve(followed["$ref"]);
  }
  return followed;
}

/** Whether a property with one or a few possible texts says that this branch is not meant. */
function isRuledOut(
  schema: Json | undefined,
  texts: readonly (readonly [name: string, given: string])[],
): boolean {
  const properties = isJsonObject(schema) ? schema["properties"] : undefined;
  if (!isJsonObject(properties)) return false;
  return texts.some(([name, given]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!isJsonObject(property) || property["$ref"] !== undefined) return false;
    const allowed: readonly unknown[] = Array.isArray(property["enum"])
      ? property["enum"]
      : [property["const"]];
    return allowed.length > 0 && allowed.length <= CHOICES && allowed.every((one) =>
      typeof one === "string"
    ) && !allowed.includes(given);
  });
}

/** Returns the faults of the branch that came closest: without a wrong choice first, then with the fewest. */
export function closestFaults(tried: readonly (readonly Fault[])[]): readonly Fault[] {
  const distance = (faults: readonly Fault[]) =>
    faults.reduce((sum, { kind, path }) => sum + (kind === "choice" && path.length <= 1 ? 10 : 1), 0);
  return tried.toSorted((a, b) => distance(a) - distance(b))[0] ?? [];
}
