/**
 * server.json: Runbyte's entry in the MCP registry.
 *
 * @module
 */

import { VERSION } from "../../src/version.ts";
import type { Target } from "../build/target.ts";
import { bundleName } from "./assets.ts";
import { DESCRIPTION, downloadUrl, REGISTRY_NAME, REPOSITORY_URL } from "./project.ts";

/** The form that the entry has. */
const SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";

/** A bundle that the release offers. */
export interface OfferedBundle {
  readonly target: Target;
  /** Its digest, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Makes the entry.
 *
 * @param image The container image that was published of this version (`HOST/OWNER/NAME:TAG`), if one was. It has to
 * carry the entry's name as a label, which the Dockerfile sets.
 */
export function registryEntry(
  bundles: readonly OfferedBundle[],
  image?: string,
): Readonly<Record<string, unknown>> {
  const transport = { type: "stdio" };
  return {
    $schema: SCHEMA,
    name: REGISTRY_NAME,
    title: "Runbyte",
    description: DESCRIPTION,
    version: VERSION,
    websiteUrl: REPOSITORY_URL,
    repository: { url: REPOSITORY_URL, source: "github" },
    packages: [
      ...bundles.map(({ target, sha256 }) => ({
        registryType: "mcpb",
        identifier: downloadUrl(bundleName(target)),
        version: VERSION,
        fileSha256: sha256,
        transport,
      })),
      ...image === undefined ? [] : [{
        registryType: "oci",
        identifier: image,
        runtimeHint: "docker",
        runtimeArguments: [MOUNTED_CONFIG],
        packageArguments: [{ type: "named", name: "-transport", value: "stdio" }],
        transport,
      }],
    ],
  };
}

/** The user's config, put where the image's Runbyte looks for it. */
const MOUNTED_CONFIG = {
  type: "named",
  name: "--mount",
  value: "type=bind,src={config},dst=/app/runbyte.json,readonly",
  isRequired: true,
  variables: {
    config: {
      description: "Path of the file that lists your MCP servers",
      format: "filepath",
      isRequired: true,
    },
  },
};
