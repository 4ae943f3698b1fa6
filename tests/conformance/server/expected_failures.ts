/**
 * The scenarios of the server leg that Runbyte does not pass, and why. Each must fail: one that passes has to go from here.
 *
 * @module
 */

import type { ExpectedFailure } from "../verdict.ts";

/** Scenarios that need nothing which the suite knows by name, and so suit Runbyte as it is. All others must fail there. */
export const SUITS_PLAIN: ReadonlySet<string> = new Set([
  "server-initialize",
  "server-stateless",
  "ping",
  "tools-list",
  "caching",
  "server-sse-multiple-streams",
  "dns-rebinding-protection",
  "input-required-result-unsupported-methods",
  "input-required-result-validate-input",
]);

/** What fails of these. */
export const PLAIN: readonly ExpectedFailure[] = [
  {
    scenario: "server-stateless",
    revision: "2026-07-28",
    checks: [
      "sep-2575-server-rejects-undeclared-capability",
      "sep-2575-missing-capability-http-400",
      "sep-2575-http-server-no-independent-requests-on-stream",
      "sep-2575-server-no-log-without-loglevel",
      "sep-2575-server-sends-tools-list-changed-on-subscription",
    ],
    reason: "these checks call tools of the suite's own names, which Runbyte as it is does not have",
  },
  {
    scenario: "caching",
    revision: "2026-07-28",
    checks: [
      "sep-2549-prompts-list-caching-hints",
      "sep-2549-resources-list-caching-hints",
      "sep-2549-resources-templates-list-caching-hints",
    ],
    reason: "Runbyte as it is has neither prompts nor resources, and does not declare any",
  },
];

/** What fails with the suite's own server behind Runbyte. */
export const PASSING: readonly ExpectedFailure[] = [];
