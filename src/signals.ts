/**
 * What the operating system asks of the gateway: to end, or to read its config again. Windows knows other signals than
 * the rest, and none for the latter.
 *
 * @module
 */

const ON_WINDOWS = Deno.build.os === "windows";

/** Whoever closes the terminal that Runbyte runs in means its end; elsewhere a hang-up means "read your config again". */
const HANGUP_ENDS = !ON_WINDOWS && Deno.stdin.isTerminal();

/** Calls `listener` whenever a signal asks for the end, with that signal; returns how to stop listening. */
export function onEndSignal(listener: (signal: Deno.Signal) => void): () => void {
  const hangup: readonly Deno.Signal[] = HANGUP_ENDS ? ["SIGHUP"] : [];
  return listen(ON_WINDOWS ? ["SIGINT", "SIGBREAK"] : ["SIGINT", "SIGTERM", ...hangup], listener);
}

/** Calls `listener` whenever a signal asks for the config to be read again; returns how to stop listening. */
export function onReloadSignal(listener: () => void): () => void {
  return listen(ON_WINDOWS || HANGUP_ENDS ? [] : ["SIGHUP"], listener);
}

function listen(signals: readonly Deno.Signal[], listener: (signal: Deno.Signal) => void): () => void {
  const listeners = signals.map((signal) => [signal, () => listener(signal)] as const);
  for (const [signal, listen] of listeners) Deno.addSignalListener(signal, listen);
  return () => {
    for (const [signal, listen] of listeners) Deno.removeSignalListener(signal, listen);
  };
}
