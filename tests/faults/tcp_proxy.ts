/**
 * A TCP proxy in front of a server, for what happens to connections rather than to requests.
 *
 * @module
 */

/** How connections through the proxy fare: as they should, or */
export type Weather =
  | "fair"
  /** each is reset when the client has sent something, before the server has got it */
  | "reset"
  /** nothing that either side sends arrives, and nothing ends: the other machine has vanished */
  | "silent";

interface Pair {
  readonly client: Deno.TcpConn;
  readonly server: Deno.TcpConn;
}

/** Listens on a port of its own. */
export class TcpProxy implements AsyncDisposable {
  /** Decides about connections that come from now on; `silent` about those that are there too. */
  weather: Weather = "fair";
  readonly #listener: Deno.TcpListener;
  readonly #target: number;
  readonly #pairs = new Set<Pair>();
  readonly #held = new Set<Deno.TcpConn>();
  readonly #work: Promise<void>;
  /** Connections that were accepted. */
  accepted = 0;

  /** `target` is a port on this machine. */
  constructor(target: number) {
    this.#target = target;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#work = this.#accept();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** Ends every connection there is. */
  drop(): void {
    for (const { client, server } of this.#pairs) for (const one of [client, server]) close(one);
    for (const one of this.#held) close(one);
    this.#pairs.clear();
    this.#held.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.drop();
    await this.#work;
  }

  async #accept(): Promise<void> {
    const all: Promise<void>[] = [];
    for await (const client of this.#listener) {
      this.accepted++;
      all.push(this.#serve(client).catch(() => {}));
    }
    await Promise.all(all);
  }

  async #serve(client: Deno.TcpConn): Promise<void> {
    if (this.weather === "silent") return void this.#held.add(client);
    if (this.weather === "reset") {
      // One byte is taken, and the rest thrown away with the connection: that is a reset and not an end.
      await client.read(new Uint8Array(1));
      return close(client);
    }
    const server = await Deno.connect({ hostname: "127.0.0.1", port: this.#target });
    const pair = { client, server };
    this.#pairs.add(pair);
    await Promise.all([this.#pass(client, server), this.#pass(server, client)]);
    this.#pairs.delete(pair);
    close(client);
    close(server);
  }

  async #pass(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    try {
      for (let count = await from.read(buffer); count !== null; count = await from.read(buffer)) {
        if (this.weather === "silent") continue;
        for (let at = 0; at < count;) at += await to.write(buffer.subarray(at, count));
      }
      await to.closeWrite();
    } catch {
      close(from);
      close(to);
    }
  }
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // Closed already.
  }
}
