/**
 * A bound on the memory that a check may take. Types can be written that double with every line; the gateway ends a check
 * that takes too long, and within that time it must not fill the machine.
 *
 * V8's own bound is set when a process starts, and the executable cannot be given flags then: so every few thousand types,
 * symbols and nodes that TypeScript makes, it is looked how much memory there is in use.
 *
 * @module
 */

import * as ts from "typescript";

/** Objects between two looks: about a millisecond of work. */
const INTERVAL = 4_096;

/** The part of TypeScript's internal interface that makes its objects. Its types do not mention it. */
interface ObjectAllocator {
  getTypeConstructor(): Constructor;
  getSymbolConstructor(): Constructor;
  getNodeConstructor(): Constructor;
}

// deno-lint-ignore no-explicit-any -- a mixin's constructor has to take any arguments
type Constructor = new (...args: any[]) => object;

/** What TypeScript exports besides what it declares. */
interface Internals {
  readonly objectAllocator: ObjectAllocator;
  setObjectAllocator(allocator: ObjectAllocator): void;
}

/**
 * Has `check` called now and then while TypeScript works, in time to keep it from taking too much memory. Once a process.
 */
export function guardMemory(check: () => void): void {
  let count = 0;
  const counted = (base: Constructor): Constructor =>
    class extends base {
      // deno-lint-ignore no-explicit-any -- as above
      constructor(...args: any[]) {
        super(...args);
        if (++count % INTERVAL === 0) check();
      }
    };
  // Present at run time. Member by member, so that the bundler need not keep the rest of TypeScript.
  const objectAllocator = (ts as unknown as Internals).objectAllocator;
  const [CountedType, CountedSymbol, CountedNode] = [
    counted(objectAllocator.getTypeConstructor()),
    counted(objectAllocator.getSymbolConstructor()),
    counted(objectAllocator.getNodeConstructor()),
  ];
  // It is copied into the one that there is.
  (ts as unknown as Internals).setObjectAllocator({
    ...objectAllocator,
    getTypeConstructor: () => CountedType,
    getSymbolConstructor: () => CountedSymbol,
    getNodeConstructor: () => CountedNode,
  });
}
