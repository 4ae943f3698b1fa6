/**
 * The manifest of a bundle for Claude Desktop (MCPB): what it is called, what is started, what the user is asked for.
 *
 * One bundle holds one platform's executable. Manifests tell operating systems apart but not processors, and all five
 * executables in one bundle would be half a gigabyte.
 *
 * @module
 */

import { surfaceTools } from "../../src/server/surface.ts";
import { NAME, VERSION } from "../../src/version.ts";
import type { Target } from "../build/target.ts";
import { AUTHOR, DESCRIPTION, REPOSITORY_URL, tagOf } from "./project.ts";

/** The version of the manifest's form: the newest that is final. */
const MANIFEST_VERSION = "0.3";

/** Where in the bundle the executable is. */
export function entryPoint({ executable }: Target): string {
  return `server/${executable}`;
}

/** Makes the manifest for a platform. */
export function bundleManifest(target: Target): Readonly<Record<string, unknown>> {
  return {
    manifest_version: MANIFEST_VERSION,
    name: NAME,
    display_name: "Runbyte",
    version: VERSION,
    description: DESCRIPTION,
    long_description:
      "Runbyte connects to your other MCP servers, which its config lists. The agent gets three tools: " +
      "it finds what it needs, reads a signature, and calls many tools in one TypeScript program. Only what the program " +
      "returns enters the conversation. `runbyte init` writes the config from the clients that you have.",
    author: { name: AUTHOR, url: REPOSITORY_URL },
    repository: { type: "git", url: `${REPOSITORY_URL}.git` },
    homepage: REPOSITORY_URL,
    documentation: `${REPOSITORY_URL}/blob/${tagOf()}/README.md`,
    support: `${REPOSITORY_URL}/issues`,
    license: "MIT",
    keywords: ["mcp", "gateway", "code", "tools", "sandbox"],
    server: {
      type: "binary",
      entry_point: entryPoint(target),
      mcp_config: {
        command: `\${__dirname}/${entryPoint(target)}`,
        args: ["-config", "${user_config.config}", "-transport", "stdio"],
        env: {},
      },
    },
    tools: surfaceTools([]).map(({ name, title }) => ({ name, description: title ?? name })),
    // Tools, and whole servers, that the config exposes.
    tools_generated: true,
    prompts_generated: true,
    compatibility: { platforms: [target.platform] },
    user_config: {
      config: {
        type: "file",
        title: "Config",
        description: "The file that lists your MCP servers: runbyte.json, or what `runbyte init` has written",
        required: true,
        default: "${HOME}/.config/runbyte/config.json",
      },
    },
  };
}
