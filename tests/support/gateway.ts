/**
 * A gateway in this process, for what no client over stdio can be: several agents at once. Its guests and its checker are
 * those under test.
 *
 * @module
 */

import { loadConfig } from "../../src/config/load.ts";
import { Gateway } from "../../src/gateway/gateway.ts";
import type { Report } from "../../src/gateway/report.ts";
import { Redactor } from "../../src/redact.ts";
import { writeConfig } from "./config_file.ts";
import { subjectChecker, subjectGuest } from "./subject_roles.ts";

/** A running gateway that a test disposes of. */
export interface TestGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  /** One agent in front of it. */
  agent(session: string): TestAgent;
}

/** What an agent does. */
export interface TestAgent {
  /** Runs a program and returns its value. @throws {Error} with the report, when it fails. */
  run(source: string): Promise<unknown>;
  report(source: string): Promise<Report>;
  list(path: string, query?: string): Promise<string>;
  read(path: string): Promise<string>;
}

/** Starts a gateway with the content of a config file. */
export async function startGateway(content: unknown): Promise<TestGateway> {
  const file = await writeConfig(content);
  const env = Deno.env.toObject();
  const source = { explicitPath: file.path, env, cwd: file.folder, home: undefined };
  const { config, problems } = await loadConfig(source);
  if (config === undefined) throw new Error(JSON.stringify(problems));
  const gateway = new Gateway({
    ...{ config, env, log: () => {}, redactor: new Redactor(config.secrets) },
    audit: undefined,
    guest: subjectGuest(),
    checker: subjectChecker(),
  });
  const agent = (session: string): TestAgent => {
    const report = (source: string) =>
      gateway.execute({ source, session, signal: new AbortController().signal });
    return {
      report,
      run: async (source) => {
        const { ok, answer } = await report(source);
        if (!ok) throw new Error(answer);
        return JSON.parse(answer);
      },
      list: (path, query = "") => gateway.listDirectory(path, { session, query, withDescriptions: false }),
      read: (path) => gateway.readFile(path, { session }),
    };
  };
  gateway.start();
  return {
    gateway,
    agent,
    [Symbol.asyncDispose]: async () => {
      await gateway.close();
      await file[Symbol.asyncDispose]();
    },
  };
}
