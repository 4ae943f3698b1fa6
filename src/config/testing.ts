/**
 * What the tests of whole configs share: a config from a value or a text, without a disk.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Config, ServerConfig } from "./config.ts";
import { readConfig } from "./load.ts";
import { formatProblem } from "./problem.ts";

/** What a config is read with, besides its text. */
export interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly home?: string | undefined;
}

/** A config with its problems as lines; the file is called `c.json`. */
export function load(content: unknown, { env = {}, ...rest }: Setting = {}) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const home = "home" in rest ? rest.home : "/home/ann";
  const { config, problems } = readConfig({ file: "c.json", text }, { env, home });
  return { config, problems: problems.map(formatProblem) };
}

/** The config of a text that must have one, without any problem. */
export function clean(content: unknown, setting: Setting = {}): Config {
  const { config, problems } = load(content, setting);
  assert.deepEqual(problems, []);
  assert.ok(config);
  return config;
}

/** The only server of a config, which must have no problem. */
export function serverOf(entry: unknown, setting: Setting = {}): ServerConfig {
  const server = clean({ mcpServers: { s: entry } }, setting).servers[0];
  assert.ok(server);
  return server;
}
