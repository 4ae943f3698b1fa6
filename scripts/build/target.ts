/**
 * The platforms that Runbyte is built for.
 *
 * @module
 */

/** A platform, in the names that people use. */
export type TargetName = "linux-x64" | "linux-arm64" | "macos-x64" | "macos-arm64" | "windows-x64";

/** A platform. */
export interface Target {
  readonly name: TargetName;
  /** As Deno and Rust call it. */
  readonly triple: string;
  /** As Node, and so MCPB's manifests, call its operating system. */
  readonly platform: "linux" | "darwin" | "win32";
  /** The file name of the executable there. */
  readonly executable: "runbyte" | "runbyte.exe";
}

/** All platforms, in the order in which they are built and listed. */
export const TARGETS: readonly Target[] = [
  target("linux-x64", "x86_64-unknown-linux-gnu"),
  target("linux-arm64", "aarch64-unknown-linux-gnu"),
  target("macos-x64", "x86_64-apple-darwin"),
  target("macos-arm64", "aarch64-apple-darwin"),
  target("windows-x64", "x86_64-pc-windows-msvc"),
];

function target(name: TargetName, triple: string): Target {
  const [os] = name.split("-");
  const platform = os === "windows" ? "win32" : os === "macos" ? "darwin" : "linux";
  return { name, triple, platform, executable: os === "windows" ? "runbyte.exe" : "runbyte" };
}

/** Reads a platform: its name here, or its triple. @throws {Error} that names all, for anything else. */
export function parseTarget(text: string): Target {
  const found = TARGETS.find(({ name, triple }) => name === text || triple === text);
  if (found !== undefined) return found;
  const known = TARGETS.map(({ name, triple }) => `  ${name.padEnd(12)} ${triple}`).join("\n");
  throw new Error(`unknown target '${text}': choose one of\n${known}`);
}

/** The platform that this runs on. @throws {Error} on one that Runbyte is not built for. */
export function ownTarget(triple: string = Deno.build.target): Target {
  return parseTarget(triple);
}
