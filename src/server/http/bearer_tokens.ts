/**
 * Who holds which token. What is compared are digests under a key of this process, all of them, so that the time it takes
 * tells nothing about how much of a guess was right. (S-62)
 *
 * @module
 */

/** Bearer tokens by the name of who holds them. An empty one is nobody's. */
export type TokenMap = Readonly<Record<string, string>>;

/** A holder, and the digest of the token. */
type Entry = readonly [name: string, digest: Uint8Array];

/** The tokens in force. */
export class BearerTokens {
  /** Made for the first request, as the digests are. */
  #key: Promise<CryptoKey> | undefined;
  #tokens: TokenMap;
  #entries: Promise<readonly Entry[]> | undefined;

  constructor(tokens: TokenMap) {
    this.#tokens = tokens;
  }

  /** Whether there are none. */
  get isEmpty(): boolean {
    return Object.keys(this.#tokens).length === 0;
  }

  /** Tells whether this is the name of one. */
  has(name: string): boolean {
    return Object.hasOwn(this.#tokens, name);
  }

  /**
   * Takes other tokens in place of those before: who has an old one may not call any more. Returns the names whose token
   * is another one now, or none.
   */
  replace(tokens: TokenMap): ReadonlySet<string> {
    const before = this.#tokens;
    this.#tokens = tokens;
    this.#entries = undefined;
    return new Set(
      Object.keys(before).filter((name) => !Object.hasOwn(tokens, name) || tokens[name] !== before[name]),
    );
  }

  /**
   * Returns the name of who holds the token of an `Authorization` header, or `undefined`. It takes as long without a token as
   * with one.
   *
   * @param same compares two digests; it is called for every token there is.
   */
  async holder(authorization: string | null, same: typeof isSame = isSame): Promise<string | undefined> {
    const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? "")?.[1];
    const given = await this.#digest(token ?? "");
    let holder: string | undefined;
    // Read after the wait: a token that was revoked meanwhile is not among them.
    const entries = await (this.#entries ??= this.#digestAll(this.#tokens));
    for (const [name, digest] of entries) if (same(given, digest)) holder = name;
    return token === undefined || holder === undefined || !this.has(holder) ? undefined : holder;
  }

  #digestAll(tokens: TokenMap): Promise<readonly Entry[]> {
    return Promise.all(
      Object.entries(tokens).filter(([, token]) => token !== "").map(async (
        [name, token],
      ): Promise<Entry> => [
        name,
        await this.#digest(token),
      ]),
    );
  }

  async #digest(token: string): Promise<Uint8Array> {
    this.#key ??= crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", await this.#key, new TextEncoder().encode(token)));
  }
}

/** Compares all bytes, whichever differ. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  return difference === 0;
}
