/**
 * A server's entry in a few words for a terminal, without what is secret in it.
 *
 * @module
 */

import { SecretSet } from "../config/secrets.ts";
import { Redactor } from "../redact.ts";
import { cleanLine } from "../text.ts";
import type { ServerEntry } from "./entry.ts";

/** Returns how a server is reached: its command line, or its URL without a query. Values of `env` and `headers` never show. */
export function describeServer({ command, args = [], url, env = {}, headers = {} }: ServerEntry): string {
  const secrets = new SecretSet();
  const words = [...(command === undefined ? [] : [command]), ...args].map(String);
  secrets.addArguments(words);
  for (const [name, value] of Object.entries(env)) secrets.addNamed(name, String(value));
  for (const [name, value] of Object.entries(headers)) secrets.addHeader(name, String(value));
  if (url !== undefined) secrets.addUrl(url);
  const text = command === undefined
    ? withoutQuery(url ?? "")
    : words.map((word) => /^[\w@%+=:,./~${}\\-]+$/.test(word) ? word : JSON.stringify(word)).join(" ");
  return cleanLine(new Redactor(secrets.values).hide(text));
}

function withoutQuery(url: string): string {
  const [address = "", ...rest] = url.replace(/^(https?:\/\/)[^/@]*@/i, "$1").split(/[?#]/);
  return rest.length === 0 ? address : `${address}?…`;
}

/** Whether something confidential stands in an entry itself: no reference to a variable, but the value. */
export function holdsSecret({ args = [], url, env = {}, headers = {} }: ServerEntry): boolean {
  const secrets = new SecretSet();
  const isLiteral = (text: unknown) => !String(text).replaceAll("$$", "").includes("$");
  secrets.addArguments(args.filter(isLiteral).map(String));
  for (const [name, value] of Object.entries(env)) {
    if (isLiteral(value)) secrets.addNamed(name, String(value));
  }
  for (const [name, value] of Object.entries(headers)) {
    if (isLiteral(value)) secrets.addHeader(name, String(value));
  }
  if (url !== undefined && isLiteral(url)) secrets.addUrl(url);
  return secrets.values.length > 0;
}
