/**
 * The MCP clients whose configs Runbyte reads: where each keeps its servers, in what format, and how a server is written
 * there. As their documentation says it in 2026.
 *
 * @module
 */

import { join } from "node:path";

/** A client's id, as `-install` takes it. */
export type ClientId =
  | "claude-desktop"
  | "claude-code"
  | "vscode"
  | "vscode-workspace"
  | "cursor"
  | "windsurf"
  | "goose"
  | "zed"
  | "codex"
  | "gemini";

/** How a client's texts refer to variables; `none` takes every text as it is. */
export type VariableStyle = "none" | "braces" | "prefixed" | "shell";

/** Where configs may be. */
export interface Places {
  readonly os: "linux" | "darwin" | "windows";
  readonly home: string;
  /** The folder in which Runbyte was started: a project, perhaps. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** One client, or one of the places where a client keeps servers. */
export interface Client {
  readonly id: ClientId;
  /** As people call it. */
  readonly name: string;
  readonly format: "json" | "yaml" | "toml";
  /** The keys that lead to the servers. */
  readonly section: readonly string[];
  readonly variables: VariableStyle;
  /** The file that holds for all of the user's projects, or for the client's one project. */
  readonly file: (places: Places) => string;
  /** Files of the user's other editions of it that count before {@linkcode file} where their folders are there. */
  readonly newerFiles?: (places: Places) => readonly string[];
  /** The same, behind {@linkcode file}. */
  readonly otherFiles?: (places: Places) => readonly string[];
  /** Files of the folder's project alone. */
  readonly projectFiles?: (places: Places) => readonly string[];
  /** Whether {@linkcode file} itself belongs to a project. */
  readonly isProject?: true;
  /** What to do after its config was changed. */
  readonly next: string;
}

/** All clients, in the order in which their servers get their names. */
export const CLIENTS: readonly Client[] = [
  {
    id: "claude-desktop",
    name: "Claude Desktop",
    format: "json",
    section: ["mcpServers"],
    variables: "none",
    file: (places) => join(appFolder(places), "Claude", "claude_desktop_config.json"),
    // Installed as a package, which is the rule since 2026, it sees a folder of its own in place of the usual one.
    newerFiles: ({ os, home, env }) =>
      os === "windows"
        ? [join(packages({ home, env }), "Roaming", "Claude", "claude_desktop_config.json")]
        : [],
    next: "quit Claude Desktop and start it again",
  },
  {
    id: "claude-code",
    name: "Claude Code",
    format: "json",
    section: ["mcpServers"],
    variables: "braces",
    file: ({ home, env }) => join(env["CLAUDE_CONFIG_DIR"] || home, ".claude.json"),
    projectFiles: ({ folder }) => [join(folder, ".mcp.json")],
    next: "start a new session of claude",
  },
  {
    id: "vscode",
    name: "VS Code",
    format: "json",
    section: ["servers"],
    variables: "prefixed",
    file: (places) => join(appFolder(places), "Code", "User", "mcp.json"),
    otherFiles: (places) => [
      join(appFolder(places), "Code - Insiders", "User", "mcp.json"),
      // On a machine that is worked on from another one.
      join(places.home, ".vscode-server", "data", "User", "mcp.json"),
    ],
    next: 'run "MCP: List Servers" in VS Code and start runbyte',
  },
  {
    id: "vscode-workspace",
    name: "VS Code workspace",
    format: "json",
    section: ["servers"],
    variables: "prefixed",
    file: ({ folder }) => join(folder, ".vscode", "mcp.json"),
    isProject: true,
    next: 'run "MCP: List Servers" in VS Code and start runbyte',
  },
  {
    id: "cursor",
    name: "Cursor",
    format: "json",
    section: ["mcpServers"],
    variables: "prefixed",
    file: ({ home }) => join(home, ".cursor", "mcp.json"),
    projectFiles: ({ folder }) => [join(folder, ".cursor", "mcp.json")],
    next: "look at Cursor's settings under MCP, and switch runbyte on",
  },
  {
    id: "windsurf",
    name: "Windsurf",
    format: "json",
    section: ["mcpServers"],
    variables: "prefixed",
    file: ({ home }) => join(home, ".codeium", "windsurf", "mcp_config.json"),
    // As Devin Desktop, which it is called since June 2026.
    newerFiles: (places) => [join(devinFolder(places), "mcp_config.json")],
    otherFiles: (places) => [join(devinFolder(places), "config.json")],
    projectFiles: ({ folder }) =>
      ["mcp_config.json", "config.json", "config.local.json"].map((name) => join(folder, ".devin", name)),
    next: "refresh the list of MCP servers in its agent panel",
  },
  {
    id: "goose",
    name: "Goose",
    format: "yaml",
    section: ["extensions"],
    variables: "none",
    file: ({ os, home, env }) =>
      os === "windows"
        ? join(roaming({ home, env }), "Block", "goose", "config", "config.yaml")
        : join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "goose", "config.yaml"),
    next: "start a new session of goose",
  },
  {
    id: "zed",
    name: "Zed",
    format: "json",
    section: ["context_servers"],
    variables: "none",
    file: ({ os, home, env }) =>
      os === "windows"
        ? join(roaming({ home, env }), "Zed", "settings.json")
        : join((os === "linux" && env["XDG_CONFIG_HOME"]) || join(home, ".config"), "zed", "settings.json"),
    projectFiles: ({ folder }) => [join(folder, ".zed", "settings.json")],
    next: "look at the settings of Zed's agent panel: runbyte is listed there",
  },
  {
    id: "codex",
    name: "Codex",
    format: "toml",
    section: ["mcp_servers"],
    variables: "none",
    file: ({ home, env }) => join(env["CODEX_HOME"] || join(home, ".codex"), "config.toml"),
    projectFiles: ({ folder }) => [join(folder, ".codex", "config.toml")],
    next: "start a new session of codex",
  },
  {
    id: "gemini",
    name: "Gemini CLI",
    format: "json",
    section: ["mcpServers"],
    variables: "shell",
    file: ({ home }) => join(home, ".gemini", "settings.json"),
    projectFiles: ({ folder }) => [join(folder, ".gemini", "settings.json")],
    next: "start a new session of gemini",
  },
];

/** The files that hold for all of the user's projects, those that count most first. */
export function userFiles({ file, newerFiles, otherFiles }: Client, places: Places): readonly string[] {
  return [...newerFiles?.(places) ?? [], file(places), ...otherFiles?.(places) ?? []];
}

/** Returns the client of an id. */
export function clientOf(id: string): Client | undefined {
  return CLIENTS.find((client) => client.id === id);
}

/** Where applications keep what belongs to the user. */
function appFolder({ os, home, env }: Places): string {
  switch (os) {
    case "darwin":
      return join(home, "Library", "Application Support");
    case "windows":
      return roaming({ home, env });
    case "linux":
      return env["XDG_CONFIG_HOME"] || join(home, ".config");
  }
}

function roaming({ home, env }: Pick<Places, "home" | "env">): string {
  return env["APPDATA"] || join(home, "AppData", "Roaming");
}

/** Where Windows keeps what Claude Desktop's package writes. */
function packages({ home, env }: Pick<Places, "home" | "env">): string {
  const local = env["LOCALAPPDATA"] || join(home, "AppData", "Local");
  return join(local, "Packages", "Claude_pzs8sxrjxfjjc", "LocalCache");
}

function devinFolder({ os, home, env }: Places): string {
  return os === "windows"
    ? join(roaming({ home, env }), "devin")
    : join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "devin");
}
