/**
 * Who holds which token. What is compared are digests under a key of this process, all of them, so that the time it takes
 * tells nothing about how much of a guess was right.
 *
 * @module
 */

/** The tokens in force. */
export class BearerTokens {
  readonly #key: Promise<CryptoKey>;
  #digests: Promise<readonly (readonly [name: string, digest: Uint8Array])[]>;
  #isEmpty: boolean;

  /** @param tokens by the name of who holds them; an empty one is nobody's. */
  constructor(tokens: Readonly<Record<string, string>>) {
    this.#key = crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    [this.#digests, this.#isEmpty] = this.#digestAll(tokens);
  }

  /** Whether there are none, so that nobody is asked for one. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Takes other tokens in place of those before: who has an old one may not call any more. */
  replace(tokens: Readonly<Record<string, string>>): void {
    [this.#digests, this.#isEmpty] = this.#digestAll(tokens);
  }

  /** Returns the name of who holds the token of an `Authorization` header, or `undefined`. */
  async holder(authorization: string | null): Promise<string | undefined> {
    const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? "")?.[1];
    const given = await this.#digest(token ?? "");
    let holder: string | undefined;
    for (const [name, digest] of await this.#digests) if (isSame(given, digest)) holder = name;
    return token === undefined ? undefined : holder;
  }

  #digestAll(tokens: Readonly<Record<string, string>>) {
    const entries = Object.entries(tokens);
    const digests = Promise.all(
      entries.filter(([, token]) => token !== "").map(async ([name, token]) =>
        [name, await this.#digest(token)] as const
      ),
    );
    return [digests, entries.length === 0] as const;
  }

  async #digest(token: string): Promise<Uint8Array> {
    return new Uint8Array(await crypto.subtle.sign("HMAC", await this.#key, new TextEncoder().encode(token)));
  }
}

/** Compares all bytes, whichever differ. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  return difference === 0;
}
