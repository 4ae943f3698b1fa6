/**
 * A person's consent to a tool call that the operator wants to be asked for: with server, tool and arguments in front of
 * their eyes, for this call, this program or this client (S-73).
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { Question } from "../question.ts";
import { truncate } from "../text.ts";
import type { ToolDefinition } from "../tool.ts";
import type { Asking } from "./asking.ts";
import { askForConsent, type Caller, describeNobody, describeRefusal } from "./consent_words.ts";
import { escapeHidden, showArguments } from "./shown_arguments.ts";

/** A call that waits for consent. */
export interface ConsentRequest {
  readonly server: string;
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly definition: ToolDefinition | undefined;
  readonly session: string;
  /** What tells several clients of one session apart, as far as they say. */
  readonly client?: string | undefined;
  /** Absent where the agent's client cannot ask. */
  readonly asking: Asking | undefined;
  readonly signal: AbortSignal;
  readonly hold?: (() => () => void) | undefined;
  /** Whether the call belongs to a program, which may make more of them. */
  readonly isOfProgram: boolean;
}

/** Longest name that is shown, in UTF-16 code units. */
const NAME_LENGTH = 300;

/** How long a consent for a client holds without being used, in milliseconds: it is not for the day after. */
const HOLDS_MS = 60 * 60_000;

/** Consents that are remembered. */
const MOST = 1_000;

const ONCE = "Allow this call";
const RUN = "Allow this tool until the program ends";
const CLIENT = "Allow this tool for this client";
const DENY = "Deny";

/** Options of {@linkcode Consents}. */
export interface ConsentsOptions {
  /** An agent, where nothing else is said. */
  readonly caller?: Caller;
  /** Milliseconds of a clock that does not go back; for tests. */
  readonly now?: () => number;
}

/** Remembers what was allowed. */
export class Consents {
  readonly #now: () => number;
  readonly #redact: (text: string) => string;
  readonly #caller: Caller;
  /** By session and client, then by tool: when it was used last. */
  readonly #ofClients = new Map<string, { readonly session: string; usedAt: number }>();
  readonly #ofRuns = new WeakMap<Asking, Set<string>>();
  /** Questions about one tool of one execution are asked one after another: an answer may hold for all of them. */
  readonly #lines = new WeakMap<Asking, Map<string, Promise<void>>>();

  constructor(
    redact: (text: string) => string,
    { caller = "agent", now = () => performance.now() }: ConsentsOptions = {},
  ) {
    this.#redact = redact;
    this.#caller = caller;
    this.#now = now;
  }

  /**
   * Returns when the call may be made.
   *
   * @throws {RunbyteError} `no-consent` when nobody can be asked, `declined` when the person does not want it.
   */
  async obtain(request: ConsentRequest): Promise<void> {
    const { asking } = request;
    if (this.#isAllowed(request)) return;
    if (asking === undefined) {
      throw describeNobody(nameOf(request), this.#caller);
    }
    const turn = this.#lineUp(asking, keyOf(request));
    try {
      await turn.before;
      if (request.signal.aborted) throw new RunbyteError("cancelled", "the call was cancelled");
      if (!this.#isAllowed(request)) await this.#ask(request, asking);
    } finally {
      turn.done();
    }
  }

  /** Forgets what a session was allowed. */
  endSession(session: string): void {
    for (const [key, consent] of this.#ofClients) {
      if (consent.session === session) this.#ofClients.delete(key);
    }
  }

  async #ask(request: ConsentRequest, asking: Asking): Promise<void> {
    const { server, tool, session, signal, hold } = request;
    const answer = await asking.put({
      subject: { server, tool, kind: "confirm" },
      question: this.#question(request),
      signal,
      hold,
    });
    const choice = answer.action === "accept" ? answer.content["answer"] : undefined;
    switch (choice) {
      case ONCE:
        return;
      case RUN: {
        if (!request.isOfProgram) break;
        const granted = this.#ofRuns.get(asking) ?? new Set();
        this.#ofRuns.set(asking, granted.add(keyOf(request)));
        return;
      }
      case CLIENT:
        this.#remember(request, session);
        return;
    }
    throw describeRefusal(nameOf(request), answer, this.#caller);
  }

  #isAllowed(request: ConsentRequest): boolean {
    const key = keyOf(request);
    if (request.asking !== undefined && this.#ofRuns.get(request.asking)?.has(key)) return true;
    const known = this.#ofClients.get(`${clientKey(request)}\n${key}`);
    if (known === undefined || this.#now() - known.usedAt > HOLDS_MS) return false;
    this.#remember(request, known.session);
    return true;
  }

  #remember(request: ConsentRequest, session: string): void {
    const key = `${clientKey(request)}\n${keyOf(request)}`;
    this.#ofClients.delete(key);
    this.#ofClients.set(key, { session, usedAt: this.#now() });
    for (const oldest of this.#ofClients.keys()) {
      if (this.#ofClients.size <= MOST) break;
      this.#ofClients.delete(oldest);
    }
  }

  #lineUp(asking: Asking, key: string): { readonly before: Promise<void>; readonly done: () => void } {
    const lines = this.#lines.get(asking) ?? new Map<string, Promise<void>>();
    this.#lines.set(asking, lines);
    const before = lines.get(key) ?? Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    lines.set(key, before.then(() => promise));
    return { before, done: resolve };
  }

  #question(request: ConsentRequest): Question {
    const shown = showArguments(request.arguments, this.#redact);
    // A command ends after its call: there is nothing to remember for later ones.
    const lasting = this.#caller === "agent" ? [CLIENT] : [];
    const choices = [ONCE, ...(request.isOfProgram ? [RUN] : []), ...lasting, DENY];
    return {
      message: askForConsent(nameOf(request), shown, this.#caller),
      schema: {
        type: "object",
        properties: { answer: { type: "string", title: "Answer", enum: choices } },
        required: ["answer"],
      },
    };
  }
}

/** A name that could be read as a part of the sentence around it stands in quotation marks. */
function nameOf({ server, tool }: Pick<ConsentRequest, "server" | "tool">): string {
  const name = `${server}/${tool}`;
  return truncate(/^[\w./:@-]+$/.test(name) ? name : escapeHidden(JSON.stringify(name)), NAME_LENGTH);
}

/** A tool that is defined differently is another tool. */
function keyOf({ server, tool, definition }: ConsentRequest): string {
  return JSON.stringify([server, tool, definition?.raw ?? null]);
}

function clientKey({ session, client }: ConsentRequest): string {
  return JSON.stringify([session, client ?? null]);
}
