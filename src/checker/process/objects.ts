/**
 * The objects that TypeScript makes of a program: its nodes, symbols and types.
 *
 * They are counted, as a bound on the memory that a check may take: types can be written that double with every line. The
 * gateway ends a check that takes too long, and within that time it must not fill the machine. V8's own bound is set when a
 * process starts, and the executable cannot be given flags then: so every few thousand objects it is looked how much
 * memory is in use.
 *
 * And they are bare of the methods for editors, which the executable's TypeScript does not have: what would fail there
 * fails from source, too.
 *
 * @module
 */

import * as ts from "typescript";

/** Objects between two looks: about a millisecond of work. */
const INTERVAL = 4_096;

/** The part of TypeScript's internal interface that makes its objects. Its types do not mention it. */
type ObjectAllocator = Readonly<Record<string, () => Constructor>>;

// deno-lint-ignore no-explicit-any -- a mixin's constructor has to take any arguments
type Constructor = new (...args: any[]) => object;

/** What TypeScript exports besides what it declares. */
interface Internals {
  readonly objectAllocator: ObjectAllocator;
  setObjectAllocator(allocator: ObjectAllocator): void;
}

/** What there are most of. */
const COUNTED = ["getNodeConstructor", "getSymbolConstructor", "getTypeConstructor"];

/** Has `look` called now and then while TypeScript works, and takes the editors' methods away. Once a process. */
export function prepareObjects(look: () => void): void {
  let count = 0;
  const counted = (base: Constructor): Constructor =>
    class extends base {
      // deno-lint-ignore no-explicit-any -- as above
      constructor(...args: any[]) {
        super(...args);
        if (++count % INTERVAL === 0) look();
      }
    };
  // Present at run time. Member by member, so that the bundler need not keep the rest of TypeScript.
  const allocator = (ts as unknown as Internals).objectAllocator;
  const prepared = Object.entries(allocator).map(([key, get]) => {
    const base = get();
    removeMethods(base.prototype);
    const prepared = COUNTED.includes(key) ? counted(base) : base;
    return [key, () => prepared] as const;
  });
  (ts as unknown as Internals).setObjectAllocator(Object.fromEntries(prepared));
}

function removeMethods(prototype: object): void {
  for (let one = prototype; one !== Object.prototype; one = Object.getPrototypeOf(one)) {
    for (const name of Object.getOwnPropertyNames(one)) {
      if (name !== "constructor") Reflect.deleteProperty(one, name);
    }
  }
}
