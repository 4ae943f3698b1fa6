/**
 * Makes bundles for Claude Desktop with the tool of those who defined them, at one exact version, which npx fetches.
 *
 * It is no dependency in `deno.json`: it has 55 packages (17 MB), which everybody who works on Runbyte would install, and
 * only a release needs them.
 *
 * @module
 */

import { join } from "node:path";

/** The tool, as npx takes it. */
const BUNDLE_TOOL = "@anthropic-ai/mcpb@2.1.2";

/** The command line of the tool, as it is run and as a plan shows it. */
export function bundleCommand(...args: readonly string[]): readonly string[] {
  return ["npx", "-y", BUNDLE_TOOL, ...args];
}

/** Checks the manifest of a folder, and packs the folder into a bundle. @throws {Error} with what the tool said. */
export async function packBundle(folder: string, output: string): Promise<void> {
  await runTool("validate", join(folder, "manifest.json"));
  await runTool("pack", folder, output);
}

/** Unpacks a bundle into a folder. @throws {Error} with what the tool said. */
export async function unpackBundle(bundle: string, folder: string): Promise<void> {
  await runTool("unpack", bundle, folder);
}

async function runTool(...args: readonly string[]): Promise<void> {
  const [command = "", ...rest] = bundleCommand(...args);
  const { success, stdout, stderr } = await new Deno.Command(
    Deno.build.os === "windows" ? `${command}.cmd` : command,
    { args: rest, stdin: "null" },
  ).output();
  if (success) return;
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim()).filter((text) =>
    text !== ""
  );
  throw new Error(`${BUNDLE_TOOL} ${args[0]} failed: ${said.join("\n")}`);
}
