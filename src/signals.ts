/**
 * What the operating system asks of the gateway: to end, or to read its config again. Windows knows other signals than
 * the rest, and none for the latter.
 *
 * @module
 */

import { IS_STARTED_AGAIN, isOrphaned } from "./own_start.ts";

const ON_WINDOWS = Deno.build.os === "windows";

/** Whoever closes the terminal that Runbyte runs in means its end; elsewhere a hang-up means "read your config again". */
const HANGUP_ENDS = !ON_WINDOWS && Deno.stdin.isTerminal();

/** A second signal of the same kind within this time is the first one, passed on by the process before this one. */
const ECHO_MS = 200;
const LOOK_MS = 1_000;

/**
 * Calls `listener` whenever a signal asks for the end, with that signal; returns how to stop listening. Where a process of
 * Runbyte's own waits for this one, the death of that one is such a signal.
 */
export function onEndSignal(listener: (signal: Deno.Signal) => void): () => void {
  const hangup: readonly Deno.Signal[] = HANGUP_ENDS ? ["SIGHUP"] : [];
  const signals: readonly Deno.Signal[] = ON_WINDOWS
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", ...hangup];
  if (!IS_STARTED_AGAIN) return listen(signals, listener);
  const stopListening = listen(signals, withoutEchoes(listener));
  const stopWatching = onOrphaned(() => listener("SIGTERM"));
  return () => {
    stopListening();
    stopWatching();
  };
}

/** Calls `listener` whenever a signal asks for the config to be read again; returns how to stop listening. */
export function onReloadSignal(listener: () => void): () => void {
  return listen(ON_WINDOWS || HANGUP_ENDS ? [] : ["SIGHUP"], listener);
}

/** Leaves out what comes twice: a terminal sends its signals to both processes. */
export function withoutEchoes(
  listener: (signal: Deno.Signal) => void,
  now: () => number = () => performance.now(),
): (signal: Deno.Signal) => void {
  const heard = new Map<Deno.Signal, number>();
  return (signal) => {
    const isEcho = now() - (heard.get(signal) ?? -Infinity) < ECHO_MS;
    // The one after an echo is meant again.
    if (isEcho) heard.delete(signal);
    else {
      heard.set(signal, now());
      listener(signal);
    }
  };
}

/** Calls `listener` once when the process that started this one has died. */
function onOrphaned(listener: () => void): () => void {
  const timer = setInterval(() => {
    if (!isOrphaned()) return;
    clearInterval(timer);
    listener();
  }, LOOK_MS);
  Deno.unrefTimer(timer);
  return () => clearInterval(timer);
}

function listen(signals: readonly Deno.Signal[], listener: (signal: Deno.Signal) => void): () => void {
  const listeners = signals.map((signal) => [signal, () => listener(signal)] as const);
  for (const [signal, listen] of listeners) Deno.addSignalListener(signal, listen);
  return () => {
    for (const [signal, listen] of listeners) Deno.removeSignalListener(signal, listen);
  };
}
