/**
 * Serves agents over HTTP until a signal ends it.
 *
 * @module
 */

import type { ServerSettings } from "../../config/config.ts";
import { EXIT } from "../../errors.ts";
import type { Gateway } from "../../gateway/gateway.ts";
import { onEndSignal } from "../../signals.ts";
import { isBeyondLoopback } from "./host_rule.ts";
import { Reception } from "./reception.ts";
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
    return serve(gateway, settings);
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
  const reception = new Reception(gateway, settings);
  const server = Deno.serve({
    hostname: settings.host,
    port: settings.port,
    onListen: () => {},
    onError: (error) => {
      gateway.log("error", "server.internal", { error: String(error) });
      return refuse("internal");
    },
  }, (request, info) => reception.answer(request, info.remoteAddr));
  const { hostname, port } = server.addr;
  return {
    ok: true,
    url: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`,
    reconfigure: (next) => reception.reconfigure(next),
    stop: async () => {
      await reception.close(GRACE_MS);
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
  // Said only now: whoever reads it may end Runbyte at once.
  gateway.log("info", "server.listening", { url: server.url });
  // Servers are connected to before any client comes; who cannot ask has their questions declined.
  gateway.expectQuestions();
  gateway.expectSamples();
  gateway.start();
  await ended.promise;
  gateway.log("info", "server.ending", {});
  await server.stop();
  await gateway.close();
  stopListening();
  return EXIT.ok;
}
