/**
 * The command line: arguments → exit code.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { formatProblem, type Problem } from "../config/problem.ts";
import { EXIT } from "../errors.ts";
import { createLog, formOfStderr, type Log } from "../log.ts";
import { Redactor } from "../redact.ts";
import { cleanText } from "../text.ts";
import { VERSION } from "../version.ts";
import { parseCommand, type ServeFlags } from "./arguments.ts";
import { openAudit } from "./audit_file.ts";
import { HELP } from "./help.ts";

/** What stdin is: it decides how Runbyte is meant when no `-transport` says so. */
export type StdinKind = "stream" | "terminal" | "other";

/** How many of a config's problems are printed. */
const MOST_PROBLEMS = 50;

/** Runs the command line in this process and returns its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const command = parseCommand(args);
  switch (command.kind) {
    case "help":
      console.log(HELP);
      return EXIT.ok;
    case "version":
      console.log(`runbyte ${VERSION}`);
      return EXIT.ok;
    case "misuse":
      console.error(`runbyte: ${cleanText(command.message)}`);
      return EXIT.usage;
    case "serve":
      return await serve(command.flags, args.length === 0);
    default:
      return command satisfies never;
  }
}

async function serve(flags: ServeFlags, isBare: boolean): Promise<number> {
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
  const { config, problems } = await loadConfig({
    ...(flags.config === undefined ? {} : { explicitPath: flags.config }),
    env,
    cwd: Deno.cwd(),
    home: env["HOME"] || env["USERPROFILE"] || undefined,
  });
  if (!config) {
    printProblems(problems);
    return EXIT.usage;
  }
  const redactor = new Redactor(config.secrets);
  const log = createLog({ level: config.logLevel, redact: redactor.hide });
  // Whoever reads a terminal can click on a place; whoever collects logs wants every line alike.
  if (formOfStderr() === "text") printProblems(problems);
  else logProblems(problems, log);
  return await serveGateway(config, { log, redactor, env });
}

/** What the command line makes for a gateway. */
interface Surroundings {
  readonly log: Log;
  readonly redactor: Redactor;
  readonly env: Readonly<Record<string, string>>;
}

async function serveGateway(config: Config, { log, redactor, env }: Surroundings): Promise<number> {
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
  return await serveOverStdio(gateway);
}

/** In plain words, for whoever sets Runbyte up. */
function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems.slice(0, MOST_PROBLEMS)) console.error(`runbyte: ${formatProblem(problem)}`);
  const more = problems.length - MOST_PROBLEMS;
  if (more > 0) console.error(`runbyte: and ${more} more problems of the config`);
}

/** As events: a gateway that serves writes nothing else to stderr. */
function logProblems(problems: readonly Problem[], log: Log): void {
  for (const { severity, path, message, file, line, column } of problems.slice(0, MOST_PROBLEMS)) {
    const level = severity === "error" ? "error" : "warn";
    log(level, "config.problem", { path, message, file, line, column });
  }
  const more = problems.length - MOST_PROBLEMS;
  if (more > 0) log("warn", "config.more-problems", { more });
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
