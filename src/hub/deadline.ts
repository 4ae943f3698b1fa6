/**
 * Waiting that ends.
 *
 * @module
 */

/** The reason of a signal that {@linkcode withDeadline} aborted. */
export class DeadlinePassed extends Error {
  override readonly name = "DeadlinePassed";
  readonly ms: number;

  constructor(ms: number) {
    super(`not done within ${ms} ms`);
    this.ms = ms;
  }
}

/**
 * Runs `work` with a signal that aborts when `parent` does or after `ms`, then with a {@linkcode DeadlinePassed}. The
 * work itself has to end upon it.
 */
export async function withDeadline<T>(
  ms: number,
  parent: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new DeadlinePassed(ms)), ms);
  const follow = () => controller.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener("abort", follow);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    parent.removeEventListener("abort", follow);
  }
}

/** Waits for `promise`, but no longer than until `signal` aborts; then throws the signal's reason. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  promise.catch(() => {}); // It may fail later, when nobody waits for it any more.
  if (signal.aborted) throw signal.reason;
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Waits some milliseconds, or until `signal` aborts; then throws the signal's reason. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const id = setTimeout(timer.resolve, ms);
  try {
    await abortable(timer.promise, signal);
  } finally {
    clearTimeout(id);
  }
}

/** Seconds for a reader: `30 s`, `0.5 s`. */
export function formatSeconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

/** Waits for everything, but not longer than `ms`. */
export async function within(ms: number, all: readonly (Promise<void> | undefined)[]): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const id = setTimeout(timer.resolve, ms);
  await Promise.race([Promise.all(all), timer.promise]);
  clearTimeout(id);
}
