/**
 * The scenarios of the client leg that Runbyte does not pass, and why. Each must fail: one that passes has to go from
 * here.
 *
 * @module
 */

import type { ExpectedFailure } from "../verdict.ts";

const NO_QUESTIONS =
  "Runbyte refuses a server's questions to a person: it does not pass them on to the agent's client";

/** What fails. */
export const EXPECTED_FAILURES: readonly ExpectedFailure[] = [
  {
    scenario: "elicitation-sep1034-client-defaults",
    revision: "2025-11-25",
    checks: [
      "client-elicitation-sep1034-general",
      "client-elicitation-sep1034-string-default",
      "client-elicitation-sep1034-integer-default",
      "client-elicitation-sep1034-number-default",
      "client-elicitation-sep1034-enum-default",
      "client-elicitation-sep1034-boolean-default",
    ],
    reason: NO_QUESTIONS,
  },
  {
    scenario: "sep-2322-client-request-state",
    revision: "2026-07-28",
    checks: [
      "sep-2322-client-request-state-echoed",
      "sep-2322-client-jsonrpc-id-different",
      "sep-2322-client-no-state-omitted",
    ],
    reason: NO_QUESTIONS,
  },
];
