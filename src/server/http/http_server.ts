/**
 * Serves agents over HTTP until a signal ends it.
 *
 * @module
 */

import type { ServerSettings } from "../../config/config.ts";
import { EXIT } from "../../errors.ts";
import type { Gateway } from "../../gateway/gateway.ts";
import { onEndSignal } from "../../signals.ts";
import { admit, isBeyondLoopback } from "./admission.ts";
import { BearerTokens } from "./bearer_tokens.ts";
import { Endpoint } from "./endpoint.ts";
import { whenOver } from "./open_response.ts";
import { refuse } from "./refusal.ts";

/** How long running programs may go on after a signal, in milliseconds: as long as the original's. */
const GRACE_MS = 10_000;

/** A server that listens. */
export interface HttpServer {
  readonly ok: true;
  /** Where it is reached, without a path. */
  readonly url: string;
  /** Takes other tokens and names from now on. */
  reconfigure(settings: ServerSettings): void;
  /** Lets requests in hand come to their end, at most 10 s, and stops. */
  stop(): Promise<void>;
}

/** Says why Runbyte must not listen as the settings have it, and what to do instead; `undefined` when it may. */
export function refusalToListen({ host, tokens, allowUnauthenticated }: ServerSettings): string | undefined {
  if (!isBeyondLoopback(host) || Object.keys(tokens).length > 0 || allowUnauthenticated) return undefined;
  return `other machines reach ${host}, and nobody would be asked for a token: set RUNBYTE_TOKEN or server.tokens ` +
    "(openssl rand -hex 24 makes one), or say server.allowUnauthenticated: true to let everybody use every tool";
}

/** Begins to listen, or says why that cannot be. */
export function listen(
  gateway: Gateway,
  settings: ServerSettings,
): HttpServer | { ok: false; reason: string } {
  try {
    const server = serve(gateway, settings);
    const isOpen = isBeyondLoopback(settings.host) && Object.keys(settings.tokens).length === 0;
    gateway.log("info", "server.listening", { url: server.url });
    if (isOpen) {
      gateway.log("warn", "server.unauthenticated", {
        host: settings.host,
        next: "whoever reaches this port can use every tool: set RUNBYTE_TOKEN or server.tokens",
      });
    }
    return server;
  } catch (error) {
    return { ok: false, reason: describeFault(error, settings) };
  }
}

function describeFault(error: unknown, { host, port }: ServerSettings): string {
  if (error instanceof Deno.errors.AddrInUse) {
    return `port ${port} is in use: end what listens there, or name another one with -port`;
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `may not listen on port ${port}: take one above 1023 with -port`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return `${host} is no address of this machine: check server.host`;
  }
  return `cannot listen on ${host}:${port} (${error instanceof Error ? error.name : "unknown error"})`;
}

function serve(gateway: Gateway, settings: ServerSettings): HttpServer {
  const endpoint = new Endpoint(gateway);
  const tokens = new BearerTokens(settings.tokens);
  let rules = settings;
  let inHand = 0;
  let isEnding = false;
  const idle = Promise.withResolvers<void>();
  const done = () => {
    if (--inHand === 0 && isEnding) idle.resolve();
  };

  const answer = async (request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>): Promise<Response> => {
    const { hostname, port } = info.remoteAddr;
    if (new URL(request.url).pathname === "/healthz") return health(request);
    const admission = await admit(request, hostname, { rules, tokens });
    if (!admission.ok) {
      return refuse(
        admission.refusal,
        admission.refusal === "unauthorised" ? { "www-authenticate": "Bearer" } : {},
      );
    }
    if (isEnding) return refuse("ending", { "retry-after": "2", connection: "close" });
    const { principal } = admission;
    return await endpoint.handle(request, { principal, connection: `${principal} ${hostname}:${port}` });
  };

  const server = Deno.serve({
    hostname: rules.host,
    port: rules.port,
    onListen: () => {},
    onError: (error) => {
      gateway.log("error", "server.internal", { error: String(error) });
      return Response.json({ jsonrpc: "2.0", error: { code: -32603, message: "Internal error" }, id: null }, {
        status: 500,
      });
    },
  }, async (request, info) => {
    const isStream = request.method === "GET";
    if (!isStream) inHand++;
    try {
      const response = await answer(request, info);
      return isStream ? response : whenOver(response, done);
    } catch (error) {
      if (!isStream) done();
      throw error;
    }
  });

  return {
    ok: true,
    url: `http://${
      server.addr.hostname.includes(":") ? `[${server.addr.hostname}]` : server.addr.hostname
    }:${server.addr.port}`,
    reconfigure: (next) => {
      rules = { ...next, host: rules.host };
      tokens.replace(next.tokens);
    },
    stop: async () => {
      isEnding = true;
      const timer = setTimeout(idle.resolve, GRACE_MS);
      if (inHand > 0) await idle.promise;
      clearTimeout(timer);
      await endpoint.close();
      await server.shutdown();
    },
  };
}

/** Serves the gateway and returns the exit code when a signal has asked for the end. Closes the gateway. */
export async function serveOverHttp(gateway: Gateway, server: HttpServer): Promise<number> {
  const ended = Promise.withResolvers<void>();
  let isEnding = false;
  const stopListening = onEndSignal(() => {
    if (isEnding) {
      gateway.kill();
      Deno.exit(EXIT.failed);
    }
    isEnding = true;
    ended.resolve();
  });
  gateway.start();
  await ended.promise;
  gateway.log("info", "server.ending", {});
  await server.stop();
  await gateway.close();
  stopListening();
  return EXIT.ok;
}

/** Says that this process serves, and nothing else. */
function health(request: Request): Response {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return refuse("badMethod", { allow: "GET, HEAD" });
  }
  return new Response(request.method === "HEAD" ? null : "ok\n", {
    headers: { "content-type": "text/plain" },
  });
}
