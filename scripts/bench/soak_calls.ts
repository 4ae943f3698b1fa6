/**
 * The programs of the soak over dying servers, and what their calls came to.
 *
 * @module
 */

import type { Answer } from "../../tests/support/runbyte.ts";
import type { SoakServer } from "./mortal_servers.ts";

/** What became of one call. Times are in milliseconds since 1970. */
export interface SoakCall {
  readonly server: string;
  readonly begun: number;
  readonly ended: number;
  /** `undefined` for the right answer. */
  readonly failure: string | undefined;
}

/** A program that calls each of these servers once, side by side. The first call takes 0.3 s, so that some are always in flight. */
export function callingProgram(servers: readonly SoakServer[], number: number): string {
  const imports = servers.map(({ name }, at) => `import * as s${at} from "./servers/${name}";`);
  const calls = servers.map(({ name, kind }, at) => {
    const text = `call ${number}.${at}`;
    const [made, expected] = at > 0
      ? [`echo({ text: "${text}" })`, text]
      : kind === "stdio"
      ? [`slow({ text: "${text}", ms: 300 })`, text]
      : ["sleep({ ms: 300 })", "awake"];
    return `    call("${name}", () => s${at}.${made}, "${expected}"),`;
  });
  return `${imports.join("\n")}
async function call(server: string, make: () => Promise<unknown>, expected: string) {
  const begun = Date.now();
  const failure = await make().then(
    (value) => value === expected ? undefined : "another answer: " + JSON.stringify(value),
    (error) => error.message,
  );
  return { server, begun, ended: Date.now(), failure };
}
export function exec() {
  return Promise.all([
${calls.join("\n")}
  ]);
}`;
}

/**
 * Reads what a program answered. One that fails as a whole (a server that it imports is down) made none of its calls: all
 * of them count as failed, at the server that it names.
 */
export function callsOf(
  { text, isError }: Answer,
  servers: readonly SoakServer[],
  begun: number,
): readonly SoakCall[] {
  if (!isError) return JSON.parse(text);
  const named = servers.find(({ name }) => text.includes(`'${name}'`) || text.includes(`/${name}`));
  return servers.map(({ name }) => ({
    server: named?.name ?? name,
    begun,
    ended: Date.now(),
    failure: `the program failed: ${text.slice(0, 400)}`,
  }));
}

/** Whether a call's server was down at some time between its begin and its end. */
export function wasDown({ server, begun, ended }: SoakCall, servers: readonly SoakServer[]): boolean {
  const outages = servers.find(({ name }) => name === server)?.outages ?? [];
  return outages.some(({ from, to }) => begun <= to && ended >= from);
}
