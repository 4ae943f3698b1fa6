/**
 * Text that comes bit by bit, such as what a process writes to stderr.
 *
 * @module
 */

/** Collects text, wakes whoever waits for a part of it, and passes on its lines. */
export function watchText(onLine?: (line: string) => void) {
  let text = "";
  let told = 0;
  const waiting = new Set<() => void>();
  return {
    text: () => text,
    push: (more: string) => {
      text += more;
      for (let end = text.indexOf("\n", told); end !== -1; end = text.indexOf("\n", told)) {
        onLine?.(text.slice(told, end));
        told = end + 1;
      }
      for (const look of waiting) look();
    },
    includes: (part: string, from = 0) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!text.includes(part, from)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
