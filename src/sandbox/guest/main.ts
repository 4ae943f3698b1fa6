/**
 * The guest process when it runs from source. On its own, because `import.meta.main` is true of everything in a bundle.
 *
 * @module
 */

import { runGuest } from "./guest.ts";

await runGuest();
