import assert from "node:assert/strict";
import { permissionFlags } from "./start_again.ts";

/** What `Deno.permissions` says of those that are named. */
function permissions(
  states: Readonly<Record<string, Partial<Deno.PermissionStatus>>>,
): Pick<Deno.Permissions, "querySync"> {
  // Only these two members are read.
  return { querySync: ({ name }) => ({ partial: false, ...states[name] }) as Deno.PermissionStatus };
}

const granted = { state: "granted" } as const;
const prompt = { state: "prompt" } as const;

Deno.test("permissionFlags() passes on what Runbyte has a use for, and nothing else", () => {
  const all = { read: granted, write: granted, env: granted, run: granted, net: granted, ffi: granted };
  assert.deepEqual(permissionFlags(permissions(all)), {
    ok: true,
    flags: ["--allow-read", "--allow-env", "--allow-run", "--allow-net", "--allow-write"],
  });
});

Deno.test("permissionFlags() gives no more than there is", () => {
  const partly = { state: "granted", partial: true } as const;
  const few = { read: granted, env: granted, run: granted, net: partly, write: prompt };
  assert.deepEqual(permissionFlags(permissions(few)), {
    ok: true,
    flags: ["--allow-read", "--allow-env", "--allow-run"],
  });
});

Deno.test("permissionFlags() names what is missing, and the flags to give in its place", () => {
  const result = permissionFlags(
    permissions({ read: granted, env: prompt, run: prompt, net: prompt, write: prompt }),
  );
  assert(!result.ok);
  assert.match(
    result.reason,
    /\(--allow-env, --allow-run without a list\): use deno run -A, or give the flags/,
  );
  assert.match(result.reason, /--unstable-worker-options .* jsr:@runbyte\/cli\/main$/);
});
