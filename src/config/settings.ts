/**
 * The config's settings beside the servers: port, time-out, limits.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../limits.ts";
import type { ServerSettings } from "./config.ts";
import { type Environment, lookup } from "./expand.ts";
import { SERVER } from "./fields.ts";
import { LONGEST_MS } from "./fields.ts";
import type { LIMITS } from "./limit_fields.ts";
import type { Reporter } from "./problem.ts";
import type { Values } from "./read.ts";

type ServerValues = Values<typeof SERVER.fields>;

/** Port and time-out. The port is `RUNBYTE_PORT`'s, else the file's, else the default. */
export function readServerSettings(values: ServerValues, env: Environment, report: Reporter): ServerSettings {
  const timeoutMs = readTimeout(values.timeout, report);
  return {
    port: portOfEnvironment(env, report) ?? (values.port?.value || SERVER.fields.port.default),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
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
