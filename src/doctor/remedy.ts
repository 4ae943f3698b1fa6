/**
 * What to do about a server that cannot be used.
 *
 * @module
 */

import type { RemoteServerConfig, ServerConfig, StdioServerConfig } from "../config/config.ts";
import { isAbsolute } from "node:path";
import { NOT_GIVEN } from "../hub/child_env.ts";
import { WROTE_JUNK } from "../hub/connect_stdio.ts";
import { DeadlinePassed } from "../hub/deadline.ts";
import { httpStatus, networkReason } from "../hub/failure.ts";
import { RequestError } from "../hub/request_error.ts";
import { shellLine } from "../shell_words.ts";

/** How connecting failed. */
export interface Failure {
  /** As agents are told it. */
  readonly reason: string;
  /** What was thrown underneath. */
  readonly cause: unknown;
  /** The end of what its process wrote to stderr. */
  readonly stderr: string;
  /** Paths in its command line at which there is nothing. */
  readonly missingPaths: readonly string[];
  /** Where these paths begin, if they are relative. */
  readonly folder: string;
  /** Whether it wants a login in a browser. */
  readonly wantsLogin: boolean;
}

/** Returns the next step for whoever set the server up. */
export function remedyFor(config: ServerConfig, failure: Failure): string {
  return config.type === "stdio" ? remedyForLocal(config, failure) : remedyForRemote(config, failure);
}

/** Programs that fetch a server from a registry before they start it. */
const FETCHERS: Readonly<Record<string, string>> = {
  npx: "npm",
  npm: "npm",
  pnpm: "npm",
  bunx: "npm",
  yarn: "npm",
  uvx: "PyPI",
  uv: "PyPI",
  pipx: "PyPI",
};

/** Where programs come from that config snippets take for granted. */
const SOURCES: Readonly<Record<string, string>> = {
  npx: "install Node.js (nodejs.org), which brings npx",
  npm: "install Node.js (nodejs.org), which brings npm",
  node: "install Node.js (nodejs.org)",
  uvx: "install uv (docs.astral.sh/uv), which brings uvx",
  uv: "install uv (docs.astral.sh/uv)",
  python: "install Python (python.org), or write python3",
  python3: "install Python (python.org)",
  docker: "install Docker (docker.com), and see that it runs",
  deno: "install Deno (deno.com)",
  bun: "install Bun (bun.sh)",
  bunx: "install Bun (bun.sh)",
};

function remedyForLocal(config: StdioServerConfig, failure: Failure): string {
  const { reason, cause, stderr, missingPaths, folder } = failure;
  const { command } = config;
  const program = programOf(command);
  if (cause instanceof Deno.errors.NotFound) {
    return reason.startsWith("its working directory")
      ? `correct "cwd": there is no folder ${config.cwd}`
      : remedyForMissing(command, program);
  }
  if (cause instanceof Deno.errors.PermissionDenied) return `make it executable: chmod +x ${command}`;
  const registry = FETCHERS[program];
  if (registry !== undefined && isOffline(stderr)) {
    return `${program} could not reach ${registry}: connect to the network (or set HTTPS_PROXY), or install the package ` +
      "and start its own command";
  }
  if (
    registry !== undefined &&
    /\bE404\b|404 Not Found|No solution found|was not found in the (?:package )?registry/i.test(stderr)
  ) {
    return `${registry} has no such package: correct its name under "args"`;
  }
  const part = registry === "npm" ? incompleteCopy(stderr) : undefined;
  if (part !== undefined) {
    return `npx has only a part of the package, because its first start was broken off: ${
      shellLine(["rm", "-rf", part])
    }, and try again`;
  }
  const isLoading = registry !== undefined && isTimeout(cause);
  if (missingPaths.length > 0 && !isLoading) {
    const from = missingPaths.every((path) => isAbsolute(path)) ? "" : ` (from ${folder})`;
    return `correct the path under "args": there is nothing at ${missingPaths.join(", ")}${from}`;
  }
  if (reason.includes(WROTE_JUNK)) {
    return `its stdout is for messages of MCP alone: start its stdio form, and have it log to stderr: ${
      commandLine(config)
    }`;
  }
  if (isTimeout(cause)) {
    return registry === undefined
      ? `see that this is its stdio form, or raise limits.connectMs: ${commandLine(config)}`
      : `the first start may be loading the package: run it once by hand, or raise limits.connectMs: ${
        commandLine(config)
      }`;
  }
  if (/^exited with code 126\b/.test(reason)) {
    return "a file that its command line starts may not be executed: chmod +x it, or move it to a file system that is " +
      `not mounted with noexec: ${commandLine(config)}`;
  }
  const [, lacking] = new RegExp(`${NOT_GIVEN} (\\w+)`).exec(reason) ?? [];
  // By hand it would work: a shell hands everything on.
  if (lacking !== undefined) return `hand it on in its entry: "env": { "${lacking}": "\${${lacking}}" }`;
  return `run it by hand to see why: ${commandLine(config)}`;
}

function remedyForMissing(command: string, program: string): string {
  if (/[\\/]/.test(command)) return `correct "command": there is no file ${command}`;
  const [first = "", ...rest] = command.split(/\s+/);
  if (rest.length > 0) return `give "${first}" as "command", and the rest as a list under "args"`;
  const source = SOURCES[program];
  return source === undefined
    ? `install it, or give its absolute path as "command": it is not on the PATH that Runbyte has`
    : `${source}; where it is there already, give its absolute path: it is not on the PATH that Runbyte has`;
}

/** The folder of a package that npx was installing when it was killed: it takes that for the whole one ever after. */
function incompleteCopy(stderr: string): string | undefined {
  if (!/MODULE_NOT_FOUND|Cannot find (?:module|package)/.test(stderr)) return undefined;
  return /((?:[A-Za-z]:)?[\\/][^'"\n]*?[\\/]_npx[\\/]\w+)[\\/]/.exec(stderr)?.[1];
}

/** What package managers write when there is no network. A server's own failure to reach something looks otherwise. */
function isOffline(stderr: string): boolean {
  const isNpm = /npm (?:error|ERR!)/.test(stderr) &&
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|network/i.test(
      stderr,
    );
  const isUv = /Failed to fetch|error sending request|dns error|Could not connect, are you offline/i.test(
    stderr,
  );
  return isNpm || isUv;
}

function remedyForRemote(config: RemoteServerConfig, { cause, reason, wantsLogin }: Failure): string {
  const { name, url, headers } = config;
  const status = httpStatus(cause);
  if (wantsLogin) {
    return `it logs in with OAuth in a browser, which Runbyte does not: give a token under "headers" if it takes one, or ` +
      `have mcp-remote log in: ${shellLine(["runbyte", "remove", name])} && ${
        shellLine(["runbyte", "add", name, "--", "npx", "-y", "mcp-remote", url])
      }`;
  }
  if (status === 401 || status === 403) return remedyForRefusal(status, headers);
  if (status === 404 || status === 405 || status === 410) {
    return `correct the path of "url": MCP servers are often at /mcp, older ones at /sse`;
  }
  if (status === 407) {
    return "the proxy wants a login: put it into HTTPS_PROXY, as http://USER:PASSWORD@HOST:PORT";
  }
  if (status === 429 || status === 503) return "the server is busy: wait, and try again";
  if (status !== undefined && status >= 500) {
    return "the server has a fault of its own: try again later, or ask who runs it";
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return `the address has moved: open "url" in a browser, and take the one it leads to`;
  }
  if (status !== undefined) return `see what its documentation says of "url" and "headers"`;
  switch (networkReason(cause)) {
    case "connection refused: is it running?":
      return `start it, or correct host and port of "url"`;
    case "its host name is not known":
      return `correct the host of "url" (${hostOf(url)}), or connect to the network`;
    case "it does not speak TLS":
      return `write http:// in place of https:// in "url"`;
    case "its TLS certificate has expired":
      return "have it renewed by who runs the server, or set this machine's clock";
    case "its TLS certificate is not valid yet":
      return "set this machine's clock, or ask who runs the server";
    case "its TLS certificate is for another host":
      return `take the host in "url" that the certificate is for: ${certificateHosts(cause)}`;
    case "its TLS certificate is that of an authority, not of a host":
      return "make one for the host (openssl req -x509 -addext basicConstraints=critical,CA:FALSE …) and trust it: " +
        "DENO_CERT=/path/to/cert.pem";
    case "what it answers is no HTTP":
    case "connection reset":
      return url.startsWith("http:")
        ? `see whether "url" has to begin with https://, and that it is the address of an MCP server`
        : `see that "url" is the address of an MCP server`;
    case "its TLS certificate is not accepted":
      return "trust who signed it: DENO_TLS_CA_STORE=system takes the system's authorities, DENO_CERT=/path/to/ca.pem one of yours";
    case "network unreachable":
      return "connect to the network";
    default:
      if (reason.startsWith("Failed opening CA file")) return "correct the path in DENO_CERT";
      if (/content type: text\/html/i.test(reason)) {
        return `that is a web page: correct the path of "url", which is often /mcp`;
      }
      return isTimeout(cause) || reason.startsWith("did not answer")
        ? `see whether ${hostOf(url)} can be reached from here, or raise limits.connectMs`
        : `see that "url" is the address of an MCP server`;
  }
}

function remedyForRefusal(status: number, headers: Readonly<Record<string, string>>): string {
  const [name, value] = Object.entries(headers).find(([name]) => /^authorization$|key|token/i.test(name)) ??
    [];
  if (name === undefined || value === undefined) {
    return `it wants a token: "headers": { "Authorization": "Bearer \${TOKEN}" }`;
  }
  if (/^(?:(?:Bearer|Basic|Token)\s*)?$/i.test(value.trim())) {
    return `"${name}" is empty: set the variable that it refers to`;
  }
  return status === 401
    ? `the token under "${name}" is refused: make a new one`
    : `the token under "${name}" is not allowed to do this: give it the rights that the server's documentation names`;
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof DeadlinePassed ||
    (cause instanceof RequestError && cause.failure.kind === "timedOut");
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "its host";
}

function programOf(command: string): string {
  return (command.split(/[\\/]/).at(-1) ?? "").replace(/\.(?:exe|cmd|bat)$/i, "").toLowerCase();
}

function commandLine({ command, args }: StdioServerConfig): string {
  return shellLine([command, ...args]);
}

/** The names in a certificate, as rustls tells them. */
function certificateHosts(error: unknown): string {
  const names: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    names.push(...[...cause.message.matchAll(/DnsName\("([^"]+)"\)/g)].map(([, name]) => name ?? ""));
  }
  return names.length === 0 ? "open it in a browser to see" : [...new Set(names)].slice(0, 5).join(", ");
}
