/**
 * The checker's process, from source and in the executable, where this is a bundle of its own.
 *
 * @module
 */

import "./no_node.ts";
import { PROBE_ARGUMENT } from "../../roles.ts";
import { probeChecker, runChecker } from "./serve.ts";

if (Deno.args.includes(PROBE_ARGUMENT)) probeChecker();
else runChecker();
