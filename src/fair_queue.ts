/**
 * Who waits for a place, in line by session and by caller: callers take turns, and within those of one its sessions.
 *
 * @module
 */

/** In whose line somebody waits. */
export interface Turn {
  /** Who calls. Somebody with many sessions gets no more turns than somebody with one. */
  readonly principal: unknown;
  readonly session: unknown;
}

/** A fair queue: nobody can hold up another one by asking often, or by asking in many sessions. */
export class FairQueue<Item> {
  readonly #principals = new TurnQueue<TurnQueue<Set<Item>>>();
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** How many wait of one caller. */
  sizeOf(principal: unknown): number {
    return [...this.#principals.get(principal)?.values() ?? []].reduce((sum, line) => sum + line.size, 0);
  }

  add({ principal, session }: Turn, item: Item): void {
    this.#principals.line(principal, () => new TurnQueue()).line(session, () => new Set()).add(item);
    this.#size++;
  }

  /** Takes an item out of its line; false when it is not there any more. */
  remove({ principal, session }: Turn, item: Item): boolean {
    const sessions = this.#principals.get(principal);
    const line = sessions?.get(session);
    if (sessions === undefined || line === undefined || !line.delete(item)) return false;
    if (line.size === 0) sessions.delete(session);
    if (sessions.size === 0) this.#principals.delete(principal);
    this.#size--;
    return true;
  }

  /** Takes the next item of the first line whose turn it is and that `isAllowed`; its session and its caller go to the end. */
  take(isAllowed: (turn: Turn) => boolean = () => true): Item | undefined {
    for (const [principal, sessions] of this.#principals) {
      for (const [session, line] of sessions) {
        if (!isAllowed({ principal, session })) continue;
        const [item] = line;
        if (item === undefined) continue;
        line.delete(item);
        sessions.pass(session, line.size > 0);
        this.#principals.pass(principal, sessions.size > 0);
        this.#size--;
        return item;
      }
    }
    return undefined;
  }

  /** Takes everything. */
  drain(): readonly Item[] {
    const items: Item[] = [];
    for (let item = this.take(); item !== undefined; item = this.take()) items.push(item);
    return items;
  }
}

/** Lines in the order of their turns. */
class TurnQueue<Line> extends Map<unknown, Line> {
  line(key: unknown, make: () => Line): Line {
    const line = this.get(key) ?? make();
    if (!this.has(key)) this.set(key, line);
    return line;
  }

  /** Sends a line to the end, if it goes on. */
  pass(key: unknown, goesOn: boolean): void {
    const line = this.get(key);
    this.delete(key);
    if (goesOn && line !== undefined) this.set(key, line);
  }
}
