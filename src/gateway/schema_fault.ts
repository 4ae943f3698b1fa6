/**
 * What can be wrong with a value, before it is put into words.
 *
 * @module
 */

import type { Json, JsonObject } from "../json.ts";

/** Property names and array indexes, from the value that was checked to the one at fault. */
export type ValuePath = readonly (string | number)[];

/** One thing that a schema does not allow. */
export type Fault =
  /** The value is of another type, or matches none of several schemas. */
  | { readonly kind: "type"; readonly path: ValuePath; readonly schema: JsonObject; readonly value: Json }
  /** A required property is not there. `schema` is the property's own. */
  | {
    readonly kind: "missing";
    readonly path: ValuePath;
    readonly name: string;
    readonly schema: Json | undefined;
  }
  /** A property that the schema rules out. `properties` are those it has. */
  | {
    readonly kind: "unknown";
    readonly path: ValuePath;
    readonly name: string;
    readonly properties: JsonObject;
  }
  /** The value is not among those that are listed. */
  | {
    readonly kind: "choice";
    readonly path: ValuePath;
    readonly allowed: readonly Json[];
    readonly value: Json;
  }
  /** The value breaks a bound: `must be at least 1`. `value` where it helps to tell it. */
  | { readonly kind: "bound"; readonly path: ValuePath; readonly must: string; readonly value?: Json };

/** Returns a fault of a part as one of the whole. */
export function within(step: string | number, fault: Fault): Fault {
  return { ...fault, path: [step, ...fault.path] };
}

/** No faults. */
export const NO_FAULTS: readonly Fault[] = [];

/** Returns the faults of both lists; one of the lists itself where the other is empty, as it mostly is. */
export function joinFaults(some: readonly Fault[], more: readonly Fault[]): readonly Fault[] {
  if (more.length === 0) return some;
  return some.length === 0 ? more : [...some, ...more];
}
