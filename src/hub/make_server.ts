/**
 * From a server's config to what connects to it.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import { Downstream, type DownstreamContext } from "./downstream.ts";
import type { HubServer } from "./hub_server.ts";
import { SessionServers } from "./session_servers.ts";

/** Makes a server, connected to by nobody yet: one connection for all, or one for each session. */
export function makeServer(config: ServerConfig, context: DownstreamContext): HubServer {
  return config.scope === "session" ? new SessionServers(config, context) : new Downstream(config, context);
}
