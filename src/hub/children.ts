/**
 * The processes of a hub, which end with the gateway however it ends.
 *
 * @module
 */

import type { Lifeline } from "../lifeline.ts";
import type { TrackedChild } from "./handshake.ts";

/** Every child that runs. */
export class Children {
  readonly #children = new Set<TrackedChild>();
  readonly #lifeline: Lifeline | undefined;

  /** @param lifeline kills the children when the gateway is killed; it is told of every change. */
  constructor(lifeline: Lifeline | undefined) {
    this.#lifeline = lifeline;
  }

  /** Takes a child, until the returned function is called. */
  readonly track = (child: TrackedChild): () => void => {
    this.#children.add(child);
    this.#tell();
    return () => {
      this.#children.delete(child);
      this.#tell();
    };
  };

  /** Ends every child with all that it started, at once and without waiting. */
  killAll(): void {
    for (const child of this.#children) child.kill();
  }

  #tell(): void {
    this.#lifeline?.watch(this, { groups: [...this.#children].map(({ pid }) => pid) });
  }
}
