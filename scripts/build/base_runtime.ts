/**
 * The base runtime that `DENORT_BIN` names: which platform it is for, so that no executable for another one is made of it.
 *
 * @module
 */

import { parseTarget, type Target, type TargetName } from "./target.ts";

/** How many bytes {@linkcode platformOf} needs of an executable. */
const HEAD_BYTES = 4096;

/** Tells which platform an executable is for by its first bytes, or `undefined` for any but the five. */
export function platformOf(head: Uint8Array): TargetName | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const u16 = (offset: number) => offset + 2 <= head.length ? view.getUint16(offset, true) : 0;
  const u32 = (offset: number) => offset + 4 <= head.length ? view.getUint32(offset, true) : 0;
  // ELF: the machine is at 18. Mach-O: the processor follows the magic number. PE: its header is where 0x3c says.
  if (u32(0) === 0x464c457f) return ({ 0x3e: "linux-x64", 0xb7: "linux-arm64" } as const)[u16(18)];
  if (u32(0) === 0xfeedfacf) {
    return ({ 0x01000007: "macos-x64", 0x0100000c: "macos-arm64" } as const)[u32(4)];
  }
  const header = u32(0x3c);
  const isPe = u16(0) === 0x5a4d && u32(header) === 0x00004550;
  return isPe && u16(header + 4) === 0x8664 ? "windows-x64" : undefined;
}

/** Says why what `DENORT_BIN` names cannot become an executable for a platform; nothing when it can, or names nothing. */
export async function givenRuntimeFault(target: Target): Promise<string | undefined> {
  const path = Deno.env.get("DENORT_BIN") ?? "";
  return path === "" ? undefined : await baseRuntimeFault(path, target);
}

/** Says why a file cannot become an executable for a platform; nothing when it can. */
export async function baseRuntimeFault(path: string, target: Target): Promise<string | undefined> {
  const head = new Uint8Array(HEAD_BYTES);
  try {
    using file = await Deno.open(path);
    await file.read(head);
  } catch {
    return `DENORT_BIN names ${path}, which cannot be read: name a base runtime (denort), or unset it to download one`;
  }
  const platform = platformOf(head);
  if (platform === target.name) return undefined;
  const what = platform === undefined
    ? "no executable that is known"
    : `one for ${parseTarget(platform).name}`;
  return `DENORT_BIN names ${path}, ${what}, and the target is ${target.name}: a base runtime fits one platform; ` +
    `name one for ${target.name}, or unset DENORT_BIN to download it`;
}
