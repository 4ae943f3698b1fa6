/**
 * The config's settings beside the servers: port, time-out, limits.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../limits.ts";
import type { ConfigSource, ServerSettings } from "./config.ts";
import { type Environment, lookup } from "./expand.ts";
import { LONGEST_MS } from "./field.ts";
import { SERVER } from "./fields.ts";
import type { LIMITS } from "./limit_fields.ts";
import type { Reporter } from "./problem.ts";
import type { Values } from "./read.ts";
import type { Sourced } from "./value.ts";

type ServerValues = Values<typeof SERVER.fields>;

/** What the settings are made of besides their values. */
export interface SettingsContext {
  readonly env: Environment;
  readonly report: Reporter;
  /** What the command line says, which wins. */
  readonly flags: Pick<ConfigSource, "host" | "port">;
  /** Expands the text of a token, which makes it a secret. */
  readonly expandToken: (token: Sourced<string>) => string;
}

/** How Runbyte listens. The port is `RUNBYTE_PORT`'s, else the file's, else the default. */
export function readServerSettings(values: ServerValues, context: SettingsContext): ServerSettings {
  const { env, report, flags } = context;
  const timeoutMs = readTimeout(values.timeout, report);
  const texts = (list: readonly Sourced<string>[] = []) => list.map(({ value }) => value);
  return {
    host: flags.host || lookup(env, "RUNBYTE_HOST")?.trim() || values.host?.value ||
      SERVER.fields.host.default,
    allowedHosts: texts(values.allowedHosts?.value),
    allowedOrigins: texts(values.allowedOrigins?.value),
    tokens: readTokens(values.tokens?.value, context),
    allowUnauthenticated:
      /^(?:true|1|yes)$/i.test(lookup(env, "RUNBYTE_ALLOW_UNAUTHENTICATED")?.trim() ?? "") ||
      (values.allowUnauthenticated?.value ?? SERVER.fields.allowUnauthenticated.default),
    port: flags.port ?? portOfEnvironment(env, report) ?? (values.port?.value || SERVER.fields.port.default),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

/** Shortest token: what is shorter can be guessed. */
const SHORTEST_TOKEN = 16;

/**
 * The tokens by name, and `RUNBYTE_TOKEN` under its own. One that cannot be used is empty: nobody has that one, but Runbyte
 * asks for tokens all the same.
 */
function readTokens(
  given: ReadonlyMap<string, Sourced<string>> = new Map(),
  { env, report, expandToken }: SettingsContext,
): Readonly<Record<string, string>> {
  const tokens = new Map(given);
  const place = { path: "RUNBYTE_TOKEN" };
  if (lookup(env, "RUNBYTE_TOKEN")) tokens.set("RUNBYTE_TOKEN", { value: "${RUNBYTE_TOKEN}", place });
  const used = new Set<string>();
  const entries = [...tokens].map(([name, token]) => {
    const value = expandToken(token).trim();
    if (value.length >= SHORTEST_TOKEN && /^[\x21-\x7e]+$/.test(value)) {
      if (!used.has(value)) return used.add(value), [name, value];
      report.error(token.place, "is the same token as another one: whose a request is could not be told");
      return [name, ""];
    }
    const rule = `it needs at least ${SHORTEST_TOKEN} ASCII characters and no blanks`;
    report.error(token.place, `cannot be used as a token: ${rule}`);
    return [name, ""];
  });
  return Object.fromEntries(entries);
}

function portOfEnvironment(env: Environment, report: Reporter): number | undefined {
  const text = lookup(env, "RUNBYTE_PORT")?.trim() ?? "";
  if (text === "") return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= SERVER.fields.port.most) return port === 0 ? undefined : port;
  report.error(
    { path: "RUNBYTE_PORT" },
    `must be a whole number of at most ${SERVER.fields.port.most}; it has no effect`,
  );
  return undefined;
}

function readTimeout(timeout: ServerValues["timeout"], report: Reporter): number | undefined {
  if (timeout === undefined || timeout.value === 0) return undefined;
  const ms = Math.max(1, Math.round(timeout.value * 1000));
  if (ms <= LONGEST_MS) return ms;
  report.warning(
    timeout.place,
    `is longer than a timer can hold: ${Math.floor(LONGEST_MS / 1000)} seconds are used`,
  );
  return LONGEST_MS;
}

/** The limits in force: the file's, else `server.timeout` for a program's wall time, else the defaults. */
export function readLimits(values: Values<typeof LIMITS.fields>, timeoutMs: number | undefined): Limits {
  const given = Object.entries(values).map(([key, limit]) => [key, limit.value]);
  return {
    ...DEFAULT_LIMITS,
    ...(timeoutMs === undefined ? {} : { executionMs: timeoutMs }),
    ...Object.fromEntries(given),
  };
}
