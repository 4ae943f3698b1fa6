import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { GUEST_ARGUMENT } from "../../src/roles.ts";
import { profileStart } from "./start_profile.ts";

/** Profiles a program, and returns the texts of what ran of it. */
async function profile(program: string): Promise<readonly string[]> {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  try {
    const main = pathToFileURL(`${folder}/main.js`);
    await Deno.writeTextFile(main, program);
    return (await profileStart(main)).map(({ start, end }) => program.slice(start, end));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("profileStart() finds what runs in a gateway up to its answer, and in a guest", async () => {
  const ran = await profile(`
    const never = () => 1;
    const asGuest = () => 2;
    const asGateway = async () => {
      await Deno.stdout.writable.getWriter().write(new TextEncoder().encode('{"serverInfo":{}}'));
      never();
    };
    if (Deno.args[0] === "${GUEST_ARGUMENT}") asGuest();
    else asGateway();
  `);
  assert(ran.includes("() => 2") && ran.some((text) => text.startsWith("async () =>")), ran.join("\n"));
  assert(!ran.includes("() => 1"));
});

Deno.test("profileStart() fails when the gateway does not answer", async () => {
  await assert.rejects(profile("(() => console.log('no'))();"), /the bundle did not answer initialize: no/);
});
