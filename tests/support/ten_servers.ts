/**
 * Ten published servers in one config: each starts and lists its tools without a network and without an account.
 *
 * @module
 */

import { join } from "node:path";
import { gitServer, installedServer, officialServer, type ServerEntry } from "./official_servers.ts";

/** The names of the ten in a config. */
export type TenServerName =
  | "chart"
  | "chrome-devtools"
  | "context7"
  | "everything"
  | "filesystem"
  | "git"
  | "memory"
  | "playwright"
  | "sequential-thinking"
  | "time";

/** A browser that is nowhere: whether one is installed must make no difference. */
const NO_BROWSER = "/nonexistent/browser";

/**
 * Returns their entries. They work in `folder`. Two speak to services of their makers when a tool is called: in place of
 * those stands what listens at `services`. Everything by which one would call home is switched off.
 */
export function tenServers(
  folder: string,
  services: string,
): Readonly<Record<TenServerName, ServerEntry>> {
  return {
    chart: {
      ...installedServer("@antv/mcp-server-chart", "build/index.js"),
      env: { VIS_REQUEST_SERVER: `${services}/chart` },
    },
    "chrome-devtools": {
      ...installedServer(
        "chrome-devtools-mcp",
        "build/src/bin/chrome-devtools-mcp.js",
        "--headless",
        `--executablePath=${NO_BROWSER}`,
        "--no-usage-statistics",
        "--no-performance-crux",
      ),
      env: { CHROME_DEVTOOLS_MCP_NO_UPDATE_CHECKS: "1" },
    },
    context7: {
      ...installedServer("@upstash/context7-mcp", "dist/index.js"),
      env: { CONTEXT7_API_URL: services },
    },
    everything: officialServer("everything"),
    filesystem: officialServer("filesystem", folder),
    git: {
      ...gitServer(),
      env: { GIT_BASE_DIR: folder, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    },
    memory: { ...officialServer("memory"), env: { MEMORY_FILE_PATH: join(folder, "memory.jsonl") } },
    playwright: installedServer(
      "@playwright/mcp",
      "cli.js",
      "--headless",
      `--executable-path=${NO_BROWSER}`,
      `--output-dir=${folder}`,
    ),
    "sequential-thinking": officialServer("sequential-thinking"),
    time: installedServer("time-mcp", "dist/index.js"),
  };
}
