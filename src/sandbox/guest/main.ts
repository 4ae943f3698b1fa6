/**
 * The guest process, from source and in the executable.
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
