/**
 * The weakenings fit the source as it is: quick to see, long before the builds that are made with them.
 *
 * @module
 */

import assert from "node:assert/strict";
import { weaken, WEAKENINGS } from "./weakenings.ts";

for (const [name, weakenings] of Object.entries(WEAKENINGS)) {
  Deno.test(`The weakening '${name}' fits the source`, async () => {
    await Promise.all(weakenings.map(weaken));
  });
}

Deno.test("A weakening whose text is not there once does not fit", async () => {
  const changes = [["import ", "import  "]] as const;
  await assert.rejects(
    weaken({ file: "hub/hub.ts", changes }),
    /hub\.ts does not hold this text once: import /,
  );
});
