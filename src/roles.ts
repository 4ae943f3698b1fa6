/**
 * The parts that one program plays: an executable that is started with one of these as its first argument is no gateway.
 *
 * @module
 */

/** Be a guest: call `runGuest()` and nothing else. */
export const GUEST_ARGUMENT = "__runbyte_guest";

/** Be the checker: load its bundle and nothing else. */
export const CHECKER_ARGUMENT = "__runbyte_checker";

/** After one of the others: report what the lock-down leaves possible, and end. */
export const PROBE_ARGUMENT = "--probe";

/** Before everything else: the process before this one waits for its end and passes signals on. */
export const STARTED_AGAIN_ARGUMENT = "__runbyte_started_again";
