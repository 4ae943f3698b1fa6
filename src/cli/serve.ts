/**
 * The default command: reads the config and serves it until the client goes.
 *
 * @module
 */

import type { Config, ConfigSource } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import type { Problem } from "../config/problem.ts";
import { EXIT } from "../errors.ts";
import { createLog, formOfStderr } from "../log.ts";
import { homeFolder } from "../own_folders.ts";
import { Redactor } from "../redact.ts";
import type { ServeFlags } from "./arguments.ts";
import { openAudit } from "./audit_file.ts";
import { ConfigReload } from "./config_reload.ts";
import { HELP } from "./help.ts";
import { logProblems, printProblems } from "./problems.ts";

/** What stdin is: it decides how Runbyte is meant when no `-transport` says so. */
export type StdinKind = "stream" | "terminal" | "other";

/** Serves until the client goes or a signal ends it; returns the exit code. `isBare`: there were no arguments at all. */
export async function serve(flags: ServeFlags, isBare: boolean): Promise<number> {
  const transport = flags.transport ?? (await stdinKind() === "stream" ? "stdio" : "http");
  if (transport === "http") {
    if (isBare && Deno.stdin.isTerminal()) {
      console.log(HELP);
      return EXIT.ok;
    }
    console.error(
      "runbyte: the HTTP transport is not there yet: let an MCP client start Runbyte, or pass -transport stdio",
    );
    return EXIT.usage;
  }
  const env = Deno.env.toObject();
  const source: ConfigSource = {
    ...(flags.config === undefined ? {} : { explicitPath: flags.config }),
    env,
    cwd: Deno.cwd(),
    home: homeFolder(env),
  };
  const { config, problems } = await loadConfig(source);
  if (!config) {
    printProblems(problems);
    return EXIT.usage;
  }
  return await serveGateway({ source, config, problems });
}

/** What a gateway begins with. */
interface Beginning {
  readonly source: ConfigSource;
  readonly config: Config;
  readonly problems: readonly Problem[];
}

async function serveGateway({ source, config, problems }: Beginning): Promise<number> {
  const { env } = source;
  const redactor = new Redactor(config.secrets);
  let level = config.logLevel;
  const log = createLog({ level: () => level, redact: redactor.hide });
  // Whoever reads a terminal can click on a place; whoever collects logs wants every line alike.
  if (formOfStderr() === "text") printProblems(problems);
  else logProblems(problems, log);
  const [{ Gateway }, { serveOverStdio }, { ownGuest }, { ownChecker }] = await Promise.all([
    import("../gateway/gateway.ts"),
    import("../server/stdio.ts"),
    import("../gateway/own_guest.ts"),
    import("../gateway/own_checker.ts"),
  ]);
  const audit = await openAudit(config.audit, log);
  const gateway = new Gateway({
    ...{ config, log, redactor, audit, env },
    guest: ownGuest(env),
    checker: ownChecker(env),
  });
  const onConfig = (next: Config) => {
    level = next.logLevel;
    gateway.reconfigure(next);
  };
  const reload = new ConfigReload({ source, config, problems, log, onConfig });
  try {
    return await serveOverStdio(gateway, { onFirstAnswer: () => reload.watch() });
  } finally {
    reload.stop();
  }
}

/** A pipe, a socket (what Node gives its children) or a file is a client's; `other` is `/dev/null` or closed. */
async function stdinKind(): Promise<StdinKind> {
  if (Deno.stdin.isTerminal()) return "terminal";
  // Loaded when it is needed: Deno takes 36 ms for it. Deno's own `stat` of /dev/stdin asks for all permissions.
  const { fstatSync } = await import("node:fs");
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket() || stdin.isFile() ? "stream" : "other";
  } catch {
    return "other";
  }
}
