/**
 * A config that its reader may not read, as in a container that runs as another user than the file's owner.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { askAsAnother, CAN_BE_ANOTHER, makePrivateConfig } from "../support/other_user.ts";

Deno.test(
  "A config that another user owns is told as such, with what to do in a container",
  { ignore: !CAN_BE_ANOTHER },
  async () => {
    const folder = await makePrivateConfig();
    try {
      const refused = await askAsAnother(folder);
      assert.match(refused, /cannot read the config file: permission denied: let the user who runs runbyte/);
      assert.match(refused, /docker run --user "\$\(id -u\)"/);
      assert.doesNotMatch(refused, /\n\s+at /, "a stack");
      await Deno.chmod(join(folder, "runbyte.json"), 0o644);
      // The executable lists the server, the probe names the file.
      assert.match(await askAsAnother(folder), /runbyte\.json\n$/);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
