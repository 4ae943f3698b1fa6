/**
 * Tasks to count: tools that are used together, drawn the same at every run.
 *
 * @module
 */

import type { Catalog } from "../../../src/catalog/catalog.ts";
import { type Place, placesOf } from "./place.ts";

/** Draws `count` tasks of `size` tools from two servers at a time, or from one for a single tool. */
export function drawTasks({ servers }: Catalog, size: number, count: number): readonly (readonly Place[])[] {
  let seed = 4_711;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const draw = <Item>(items: readonly Item[], many: number): readonly Item[] => {
    const left = [...items];
    return Array.from({ length: Math.min(many, left.length) }, () => left.splice(random(left.length), 1))
      .flat();
  };
  const tasks: (readonly Place[])[] = [];
  while (tasks.length < count) {
    const task = draw(placesOf({ servers: draw(servers, Math.min(size, 2)) }), size);
    if (task.length === size) tasks.push(task);
  }
  return tasks;
}
