/**
 * How the sandbox reaches a program's `exec`, which need not be exported.
 *
 * @module
 */

import { ENTRY_NAME } from "./protocol.ts";

/**
 * Text that the emit layer appends to a program's JavaScript. It adds no line before the program's own last one, so
 * positions stay right, and works for `function exec`, `async function exec`, `const exec = …` and `export`ed forms.
 * Without a binding named `exec` the guest looks for an export `exec` and then for a default export that is a function.
 */
export const ENTRY_SUFFIX = `\n;${ENTRY_NAME}(typeof exec === "undefined" ? undefined : exec);\n`;
