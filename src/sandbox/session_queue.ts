/**
 * Programs that wait for a guest, in line per session, sessions in turn.
 *
 * @module
 */

/** A fair queue: no session can hold up another one by asking often. */
export class SessionQueue<Item> {
  /** The order of the map is the order of turns. */
  readonly #lines = new Map<string, Item[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(session: string, item: Item): void {
    const line = this.#lines.get(session);
    if (line === undefined) this.#lines.set(session, [item]);
    else line.push(item);
    this.#size++;
  }

  /** Takes an item out of its line; false when it is not there any more. */
  remove(session: string, item: Item): boolean {
    const line = this.#lines.get(session);
    const index = line?.indexOf(item) ?? -1;
    if (line === undefined || index < 0) return false;
    line.splice(index, 1);
    if (line.length === 0) this.#lines.delete(session);
    this.#size--;
    return true;
  }

  /** Takes the next item of the first session whose turn it is and that `isAllowed`; that session goes to the end. */
  take(isAllowed: (session: string) => boolean): Item | undefined {
    for (const [session, line] of this.#lines) {
      if (!isAllowed(session)) continue;
      const item = line.shift();
      if (item === undefined) continue;
      this.#size--;
      this.#lines.delete(session);
      if (line.length > 0) this.#lines.set(session, line);
      return item;
    }
    return undefined;
  }

  /** Takes everything. */
  drain(): readonly Item[] {
    const items = [...this.#lines.values()].flat();
    this.#lines.clear();
    this.#size = 0;
    return items;
  }
}
