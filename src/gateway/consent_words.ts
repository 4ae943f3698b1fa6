/**
 * What is said about consent: to an agent, whose user was asked, or to the person at the command line, who was asked
 * themselves.
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";
import type { PutAnswer } from "./asking.ts";

/** Who made the call, and reads why it was not made. */
export type Caller = "agent" | "person";

/** The question before a call. */
export function askForConsent(name: string, shownArguments: string, caller: Caller): string {
  const question = caller === "agent"
    ? `Runbyte asks: may the agent call ${name} with these arguments?`
    : `The config wants this confirmed: call ${name} with these arguments?`;
  return `${question}\n\n${shownArguments}`;
}

/** Why a call is not made when there is nobody to ask. */
export function describeNobody(name: string, caller: Caller): RunbyteError {
  return caller === "agent"
    ? new RunbyteError(
      "no-consent",
      `${name} needs the user's consent, and this client cannot ask for it`,
      { next: "do without it, and tell the user; a client with elicitation can ask" },
    )
    : new RunbyteError("no-consent", `${name} has to be confirmed (confirm in the config)`, {
      next: "run this at a terminal, where you can be asked",
    });
}

/** Why a call is not made after the question. */
export function describeRefusal(name: string, answer: PutAnswer, caller: Caller): RunbyteError {
  switch (answer.action) {
    case "full":
      return new RunbyteError("no-consent", `${name} needs the user's consent, and ${answer.reason}`, {
        next: "make fewer such calls, or wait until the others are answered",
      });
    case "cancel":
      return caller === "person"
        ? new RunbyteError("declined", `${name} was not called: nobody said that it may be`)
        : new RunbyteError("declined", `the user has not said whether ${name} may be called`, {
          next: "ask them before you try again",
        });
    case "accept":
    case "decline":
      return caller === "person"
        ? new RunbyteError("declined", `${name} was not called: you did not allow it`)
        : new RunbyteError("declined", `the user does not allow this call of ${name}`, {
          next: "do not try again, ask them what they want instead",
        });
  }
}
