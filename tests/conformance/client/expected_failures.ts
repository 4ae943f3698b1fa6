/**
 * The scenarios of the client leg that Runbyte does not pass, and why. Each must fail: one that passes has to go from
 * here.
 *
 * @module
 */

import type { ExpectedFailure } from "../verdict.ts";

/** What fails. */
export const EXPECTED_FAILURES: readonly ExpectedFailure[] = [];
