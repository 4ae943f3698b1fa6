/**
 * The tools of a server as they are when a connection is made: what sessions are shown that have none of their own, and
 * free of what the calls of others did to theirs (S-53).
 *
 * @module
 */

import { canonicalJson } from "../canonical_json.ts";
import type { ServerName } from "../names.ts";
import type { ServerSnapshot } from "../tool.ts";

type Ready = Extract<ServerSnapshot, { status: "ready" }>;

/** Keeps the newest such list of one server. */
export class PristineList {
  #snapshot: ServerSnapshot;

  constructor(name: ServerName) {
    this.#snapshot = { name, status: "connecting" };
  }

  /** The list; `connecting` before there has been one. */
  get snapshot(): ServerSnapshot {
    return this.#snapshot;
  }

  /** Says that the list is not good any more. */
  forget(): void {
    this.#snapshot = { name: this.#snapshot.name, status: "connecting" };
  }

  /** Takes the list of a fresh connection, and returns it: as the same object while nothing in it has changed. */
  take(snapshot: Ready): ServerSnapshot {
    return this.#snapshot = this.sameAs(snapshot);
  }

  /** Returns the object that is known for an equal list, so that what was made of it is good for this one, too. */
  sameAs(snapshot: Ready): ServerSnapshot {
    const known = this.#snapshot;
    return known.status === "ready" && isEqual(known, snapshot) ? known : snapshot;
  }
}

function isEqual(a: Ready, b: Ready): boolean {
  try {
    return canonicalJson([a.tools, a.dropped]) === canonicalJson([b.tools, b.dropped]);
  } catch {
    return false; // Nested too deep to be compared.
  }
}
