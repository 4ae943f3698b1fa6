/**
 * Loaded by Node before a client: a connection that would leave this machine is refused, and noted in the file that
 * `LOOPBACK_REPORT` names.
 *
 * @module
 */

import { appendFileSync } from "node:fs";
import net from "node:net";
import process from "node:process";

const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...args) {
  // Node's own callers hand over what they have read already, as an array.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const { host, path } = typeof first === "object" ? first : { host: second };
  const isLocal = path !== undefined || /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host ?? "localhost");
  if (isLocal) return connect.apply(this, args);
  appendFileSync(process.env.LOOPBACK_REPORT, `${host}\n`);
  throw new Error(`not loopback: ${host}`);
};
