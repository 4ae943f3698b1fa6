/**
 * Where the parts of Runbyte are that run in a thread or process of their own. From source each is a module of its own;
 * in the executable it is a bundle that lies beside the others, under the name given here.
 *
 * @module
 */

/** The entry points besides `main.ts`: name of the bundle → module, from this folder. `scripts/build/bundle.ts` bundles these. */
export const PARTS = {
  "emit_worker": "./emit/worker.ts",
  "checker": "./checker/process/main.ts",
  "audit_thread": "./audit_thread.ts",
  "state_thread": "./state/state_thread.ts",
  "types_thread": "./cli/types_thread.ts",
  "write_thread": "./setup/write_thread.ts",
} as const;

/** Returns the URL from which a part is started. */
export function partUrl(part: keyof typeof PARTS): URL {
  return new URL(Deno.build.standalone ? `./${part}.js` : PARTS[part], import.meta.url);
}
