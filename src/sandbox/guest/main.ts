/**
 * The guest process when it runs from source. On its own, because `import.meta.main` is true of everything in a bundle.
 *
 * @module
 */

import { PROBE_ARGUMENT } from "../../roles.ts";

if (Deno.args.includes(PROBE_ARGUMENT)) {
  const { probeGuest } = await import("../../probe.ts");
  probeGuest();
} else {
  const { runGuest } = await import("./guest.ts");
  await runGuest();
}
