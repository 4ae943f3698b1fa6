/**
 * Twenty servers of which five are killed at random moments, and come back: when each of them was down.
 *
 * @module
 */

import { fixture, type RemoteFixture, startRemote } from "../../tests/fixtures/fixtures.ts";

/** From when to when a server was down, in milliseconds since 1970; `to` is open while it is. */
export interface Outage {
  readonly from: number;
  to: number;
}

/** One of the twenty. */
export interface SoakServer {
  readonly name: string;
  readonly kind: "stdio" | "http";
  readonly isMortal: boolean;
  readonly entry: { readonly command: string; readonly args: readonly string[] } | { readonly url: string };
  readonly outages: Outage[];
}

const STDIO = 12;
const HTTP = 8;
const MORTAL = { stdio: 3, http: 2 } as const;
/** Between two ends of a server: now and then it ends again before it counts as stable (30 s). */
const LIVES_MS = { from: 10_000, to: 60_000 } as const;
/** How long an HTTP server stays away. One over stdio is started again by Runbyte. */
const AWAY_MS = { from: 200, to: 3_000 } as const;

/** Owns the servers over HTTP, and kills the mortal ones between {@linkcode begin} and {@linkcode end}. */
export class MortalServers implements AsyncDisposable {
  readonly servers: readonly SoakServer[];
  readonly #remotes: Map<string, RemoteFixture>;
  readonly #mark: string;
  readonly #random: () => number;
  readonly #stopped = new AbortController();
  #lives: readonly Promise<void>[] = [];

  private constructor(
    servers: readonly SoakServer[],
    remotes: Map<string, RemoteFixture>,
    mark: string,
    random: () => number,
  ) {
    this.servers = servers;
    this.#remotes = remotes;
    this.#mark = mark;
    this.#random = random;
  }

  /** Starts the servers over HTTP; those over stdio are for Runbyte to start. */
  static async open(random: () => number): Promise<MortalServers> {
    const mark = `soak-${crypto.randomUUID()}`;
    const remotes = new Map<string, RemoteFixture>();
    const servers: SoakServer[] = [];
    for (let index = 0; index < STDIO; index++) {
      const name = `stdio_${index}`;
      const entry = fixture("faulty_server", `${mark}-${name}.`);
      servers.push({ name, kind: "stdio", isMortal: index < MORTAL.stdio, entry, outages: [] });
    }
    for (let index = 0; index < HTTP; index++) {
      const name = `http_${index}`;
      const remote = await startRemote("http_server");
      remotes.set(name, remote);
      const entry = { url: remote.url };
      servers.push({ name, kind: "http", isMortal: index < MORTAL.http, entry, outages: [] });
    }
    return new MortalServers(servers, remotes, mark, random);
  }

  /** Begins to kill. */
  begin(): void {
    this.#lives = this.servers.filter(({ isMortal }) => isMortal).map((server) => this.#live(server));
  }

  /** Resolves when nothing is killed any more and what Runbyte does not start itself is back. */
  async end(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#lives);
  }

  /** Takes note that Runbyte is connected to a server (again). */
  connected(name: string): void {
    const outage = this.servers.find((server) => server.name === name && server.kind === "stdio")?.outages.at(
      -1,
    );
    if (outage !== undefined && outage.to === Infinity) outage.to = Date.now();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
    await Promise.all([...this.#remotes.values()].map((remote) => remote.close()));
  }

  async #live(server: SoakServer): Promise<void> {
    for (;;) {
      await this.#pause(this.#between(LIVES_MS));
      if (this.#stopped.signal.aborted) return;
      if (server.kind === "stdio") await this.#killChild(server);
      else await this.#replace(server);
    }
  }

  async #killChild({ name, outages }: SoakServer): Promise<void> {
    const { stdout } = await new Deno.Command("ps", { args: ["-eww", "-o", "pid=,args="] }).output();
    const line = new TextDecoder().decode(stdout).split("\n")
      .find((line) => line.includes(`${this.#mark}-${name}.`));
    if (line === undefined) return; // It is being started again.
    outages.push({ from: Date.now(), to: Infinity });
    Deno.kill(Number.parseInt(line), "SIGKILL");
  }

  async #replace({ name, outages }: SoakServer): Promise<void> {
    const remote = this.#remotes.get(name);
    if (remote === undefined) return;
    const outage: Outage = { from: Date.now(), to: Infinity };
    outages.push(outage);
    await remote.close();
    await this.#pause(this.#between(AWAY_MS));
    this.#remotes.set(name, await startRemote("http_server", "--port", new URL(remote.url).port));
    outage.to = Date.now();
  }

  #between({ from, to }: { readonly from: number; readonly to: number }): number {
    return from + this.#random() * (to - from);
  }

  /** Waits, but not beyond the end. */
  async #pause(ms: number): Promise<void> {
    const { signal } = this.#stopped;
    if (signal.aborted) return;
    const over = Promise.withResolvers<void>();
    const timer = setTimeout(over.resolve, ms);
    signal.addEventListener("abort", () => over.resolve(), { once: true });
    await over.promise;
    clearTimeout(timer);
  }
}
