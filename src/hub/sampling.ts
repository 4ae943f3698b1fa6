/**
 * What a server asks the model behind an agent's client during a call (MCP `sampling/createMessage`).
 *
 * @module
 */

import { isJsonObject, type JsonObject } from "../json.ts";
import { redactObject } from "../redact_json.ts";
import type { Sample } from "../sample.ts";

/** Answers of the model that one call may ask for: a person looks at each, and pays for it. */
const MOST = 16;

/** Makes the function that has a server's questions answered, without the secrets in them. Rejects those beyond 16. */
export function sampleThrough(
  sample: Sample,
  redact: (text: string) => string,
): (params: unknown, signal: AbortSignal) => Promise<JsonObject> {
  let asked = 0;
  return async (params, signal) => {
    if (!isJsonObject(params) || ++asked > MOST) throw new Error("not to be asked");
    return await sample(redactObject(params, redact), signal);
  };
}
