/**
 * Gathers the secrets of a config: takes its values apart (URLs, headers, JSON, `name=value`) and keeps what
 * `confidential.ts` calls a secret.
 *
 * @module
 */

import { parseJson } from "../json.ts";
import { isConfidential, isRandom, isTellingName, type Trust } from "./confidential.ts";

/** A value of an environment variable, header or the like may hold another kind of text, and that another. */
const DEEPEST = 4;

/** Headers that say how to talk rather than who talks. */
const PLAIN_HEADER = /^(?:accept|content|cache|connection|host|origin|referer|user-agent)\b|-version$/i;

/** Credentials behind their scheme (RFC 9110, section 11.4). */
const SCHEME = /^(Bearer|Basic|Token|ApiKey|Negotiate)\s+(\S+)$/i;

/** Services that give each user a URL of their own put one of these into its path, and whoever has it may call. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** `name=value`, `name: value`, `--name=value`, with a scheme before the value or not. */
const PAIR = /([\w.-]*[A-Za-z\d])["']?\s*[=:]\s*["']?((?:(?:Bearer|Basic|Token)\s+)?[^\s"';,&]+)/g;

/** Takes values and keeps the secrets in them. */
export class SecretSet {
  readonly #found = new Set<string>();

  /** What was found so far, each value once. */
  get values(): readonly string[] {
    return [...this.#found];
  }

  /** The content of a secret's file. */
  addFile(text: string): void {
    this.#add(text, "certain", DEEPEST);
  }

  /** The value of a variable, a field of JSON, a parameter: its name says how confidential it is. */
  addNamed(name: string, value: string): void {
    this.#add(value, isTellingName(name) ? "named" : "set", DEEPEST);
  }

  /** The value of a header. */
  addHeader(name: string, value: string): void {
    if (!PLAIN_HEADER.test(name)) this.addNamed(name, value);
    if (name.toLowerCase() !== "cookie") return;
    for (const pair of value.split(";")) this.#add(pair.slice(pair.indexOf("=") + 1), "named", 0);
  }

  /** The arguments of a command. */
  addArguments(args: readonly string[]): void {
    args.forEach((arg, index) => {
      const flag = /^--?([\w.-]+)$/.exec(args[index - 1] ?? "")?.[1];
      const follows = flag !== undefined && !arg.startsWith("-");
      this.#add(arg, follows && isTellingName(flag) ? "named" : "written", DEEPEST);
    });
  }

  /** A server's URL. */
  addUrl(text: string): void {
    this.#addUrl(text, DEEPEST);
  }

  #add(given: string, trust: Trust, depth: number): void {
    const value = given.trim();
    if (value === "") return;
    const isJson = depth > 0 && /^[[{]/.test(value) && this.#addJson(value, depth - 1);
    // Of JSON the fields are what is confidential; it never shows up byte for byte anyway.
    if ((!isJson || trust === "certain") && isConfidential(value, trust)) this.#found.add(value);
    if (depth === 0 || isJson) return;
    // A message may quote one line of a key, or a tail of it.
    if (trust === "certain" || trust === "named") {
      for (const line of value.includes("\n") ? value.split(/\r?\n/) : []) this.#add(line, "set", 0);
    }
    const scheme = SCHEME.exec(value);
    if (scheme !== null) this.#addCredentials(scheme[1] ?? "", scheme[2] ?? "", depth - 1);
    else if (/^[a-z][a-z\d+.-]*:\/\//i.test(value)) this.#addUrl(value, depth - 1);
    else this.#addPairs(value, depth - 1);
  }

  #addCredentials(scheme: string, credentials: string, depth: number): void {
    this.#add(credentials, "named", depth);
    if (scheme.toLowerCase() !== "basic") return;
    const decoded = decodeBase64(credentials);
    const colon = decoded.indexOf(":");
    if (colon === -1) return;
    this.#add(decoded, "named", 0);
    this.#add(decoded.slice(colon + 1), "named", 0);
  }

  #addJson(text: string, depth: number): boolean {
    const json = parseJson(text);
    if (json === undefined) return false;
    const walk = (value: unknown, trust: Trust, left: number): void => {
      if (typeof value === "string") this.#add(value, trust, depth);
      else if (Array.isArray(value)) { for (const one of value) walk(one, trust, left); }
      else if (typeof value === "object" && value !== null && left > 0) {
        for (const [key, one] of Object.entries(value)) {
          walk(one, isTellingName(key) ? "named" : trust, left - 1);
        }
      }
    };
    walk(json, "set", 10);
    return true;
  }

  #addUrl(text: string, depth: number): void {
    if (!URL.canParse(text)) return;
    const url = new URL(text);
    const add = (part: string, trust: Trust) => {
      this.#add(part, trust, 0);
      const plain = decodePercent(part);
      if (plain !== part) this.#add(plain, trust, depth);
    };
    add(url.username, "set");
    add(url.password, "named");
    for (const segment of url.pathname.split("/")) {
      if (isRandom(segment) || UUID.test(segment)) add(segment, "named");
    }
    for (const part of [url.search.slice(1), url.hash.slice(1)]) {
      for (const pair of part.split("&")) {
        const at = pair.indexOf("=");
        const trust = isTellingName(decodePercent(pair.slice(0, Math.max(at, 0)))) ? "named" : "set";
        add(pair.slice(at + 1), trust);
      }
    }
    for (const value of url.searchParams.values()) this.#add(value, "set", depth);
  }

  #addPairs(text: string, depth: number): void {
    for (const [, name = "", value = ""] of text.matchAll(PAIR)) {
      if (isTellingName(name)) this.#add(value, "named", depth);
      else if (value.includes("://")) this.#add(value, "written", depth);
    }
  }
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return "";
  }
}
