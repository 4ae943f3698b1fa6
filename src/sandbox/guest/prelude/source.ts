/**
 * The prelude: JavaScript that every instance of the engine runs before the program. Its core is one function that
 * takes the guest process's functions (`host`) and returns the bridge; the other parts have scopes of their own.
 *
 * @module
 */

import { ANSWER } from "./answer.ts";
import { BRIDGE } from "./bridge.ts";
import { CLONE } from "./clone.ts";
import { CONSOLE } from "./console.ts";
import { CONVERT } from "./convert.ts";
import { CORE } from "./core.ts";
import { DESCRIBE } from "./describe.ts";
import { ENGINE_GAPS } from "./engine_gaps.ts";
import { EVENTS } from "./events.ts";
import { INSPECT } from "./inspect.ts";
import { KINDS } from "./kinds.ts";
import { LOCALE } from "./locale.ts";
import { OUTPUT } from "./output.ts";
import { TIMERS } from "./timers.ts";
import { URLS } from "./url.ts";
import { WEB } from "./web.ts";

/** The prelude's name in stacks. Frames with `runbyte:` in them are taken out before an agent sees a stack. */
export const PRELUDE_PATH = "runbyte:prelude";

/** The core as a function expression: `(host) => bridge`. */
export const PRELUDE = `(function (host) {"use strict";${CORE}${ANSWER}${TIMERS}${ENGINE_GAPS}${BRIDGE}})`;

/** The other parts by name, as function expressions: `(kit, host) => exports`. The core evaluates them on demand. */
export const PRELUDE_PARTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    clone: CLONE,
    console: CONSOLE,
    convert: CONVERT,
    describe: DESCRIBE,
    events: EVENTS,
    inspect: INSPECT,
    kinds: KINDS,
    locale: LOCALE,
    output: OUTPUT,
    url: URLS,
    web: WEB,
  }).map(([name, text]) => [name, `(function (kit, host) {"use strict";${text}})`]),
);

/** The module behind `import { bind } from "runbyte:tools"`, with which generated server modules begin. */
export const TOOLS_MODULE = `export const bind = globalThis[Symbol.for("runbyte.bind")];`;

/** The module `@runbyte/output`, with which a program returns more than a value. */
export const OUTPUT_MODULE =
  `export const { image, audio, resource, text, content } = globalThis[Symbol.for("runbyte.output")];`;
