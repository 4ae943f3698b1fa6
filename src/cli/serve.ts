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
import type { ServeFlags } from "./command.ts";
import { openWriters } from "./writers.ts";
import { ConfigReload } from "./config_reload.ts";
import { logProblems, printProblems } from "./problems.ts";

/** What stdin is: it decides how Runbyte is meant when no `-transport` says so. */
export type StdinKind = "stream" | "terminal" | "other";

/** Serves until the client goes or a signal ends it; returns the exit code. `isBare`: there were no arguments at all. */
export async function serve(flags: ServeFlags, isBare: boolean): Promise<number> {
  const transport = flags.transport ?? (await stdinKind() === "stream" ? "stdio" : "http");
  if (transport === "http" && isBare && Deno.stdin.isTerminal()) {
    const { printHelp } = await import("./help.ts");
    await printHelp(undefined);
    return EXIT.ok;
  }
  const env = Deno.env.toObject();
  const source: ConfigSource = {
    ...(flags.config === undefined ? {} : { explicitPath: flags.config }),
    ...(flags.host === undefined ? {} : { host: flags.host }),
    ...(flags.port === undefined ? {} : { port: flags.port }),
    env,
    cwd: Deno.cwd(),
    home: homeFolder(env),
  };
  const { config, problems } = await loadConfig(source);
  if (!config) {
    printProblems(problems);
    return EXIT.usage;
  }
  const beginning = { source, config, problems };
  return transport === "stdio" ? await serveStdio(beginning) : await serveHttp(beginning);
}

/** What a gateway begins with. */
interface Beginning {
  readonly source: ConfigSource;
  readonly config: Config;
  readonly problems: readonly Problem[];
}

async function serveStdio(beginning: Beginning): Promise<number> {
  if (Deno.stdin.isTerminal()) {
    console.error(
      "runbyte: waiting for an MCP client's messages on stdin; Ctrl-C ends it, 'runbyte doctor' checks the servers",
    );
  }
  const [served, { serveOverStdio }] = await Promise.all([prepare(beginning), import("../server/stdio.ts")]);
  const { gateway, follow } = served;
  const reload = follow(() => {});
  try {
    return await serveOverStdio(gateway, { onFirstAnswer: () => reload.watch() });
  } finally {
    reload.stop();
  }
}

async function serveHttp(beginning: Beginning): Promise<number> {
  const { listen, serveOverHttp, refusalToListen } = await import("../server/http/http_server.ts");
  const { server: settings } = beginning.config;
  const refusal = refusalToListen(settings);
  if (refusal !== undefined) {
    console.error(`runbyte: ${refusal}`);
    return EXIT.usage;
  }
  const { gateway, follow } = await prepare(beginning);
  const server = listen(gateway, settings);
  if (!server.ok) {
    console.error(`runbyte: ${server.reason}`);
    await gateway.close();
    return EXIT.failed;
  }
  const reload = follow((config) => server.reconfigure(config.server));
  reload.watch();
  try {
    return await serveOverHttp(gateway, server);
  } finally {
    reload.stop();
  }
}

/** Makes the gateway and what belongs to it. `follow` has it follow its config, until that is stopped. */
async function prepare({ source, config, problems }: Beginning) {
  const { env } = source;
  const redactor = new Redactor(config.secrets);
  let level = config.logLevel;
  const log = createLog({ level: () => level, redact: redactor.hide });
  // Whoever reads a terminal can click on a place; whoever collects logs wants every line alike.
  if (formOfStderr() === "text") printProblems(problems);
  else logProblems(problems, log);
  const [{ Gateway }, { ownGuest }, { ownChecker }] = await Promise.all([
    import("../gateway/gateway.ts"),
    import("../gateway/own_guest.ts"),
    import("../gateway/own_checker.ts"),
  ]);
  const writers = await openWriters(config, log);
  const gateway = new Gateway({
    ...{ config, log, redactor, env, ...writers },
    guest: ownGuest(env),
    checker: ownChecker(env),
  });
  const follow = (onConfig: (config: Config) => void) =>
    new ConfigReload({
      ...{ source, config, problems, log },
      onSignal: () => void gateway.rereadPins(),
      onConfig: (next) => {
        level = next.logLevel;
        gateway.reconfigure(next);
        onConfig(next);
      },
    });
  return { gateway, follow };
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
