/**
 * Config files of every client, in the form that its documentation gives, for tests.
 *
 * @module
 */

/** One file a client. */
export const CLIENT_FILES = {
  "claude-desktop": `{
  "globalShortcut": "",
  "mcpServers": {
    "filesystem": {
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-filesystem", "/home/u/Desktop"]
    },
    "database": { "command": "node", "args": ["/opt/db/index.js"], "env": { "DB_PASSWORD": "pa$word" } }
  }
}
`,
  "claude-code": `{
  "numStartups": 34,
  "projects": {
    "/home/u/shop": { "allowedTools": [], "mcpServers": { "here": { "type": "stdio", "command": "./server.sh", "args": [] } } },
    "/home/u/other": { "mcpServers": { "elsewhere": { "command": "x" } } }
  },
  "mcpServers": {
    "sentry": {
      "type": "http",
      "url": "https://mcp.sentry.dev/mcp",
      "headers": { "Authorization": "Bearer \${SENTRY_TOKEN}" }
    },
    "asana": { "type": "sse", "url": "https://mcp.asana.com/sse" }
  }
}
`,
  "vscode": `{
  // asked for once, and kept by VS Code
  "inputs": [
    { "type": "promptString", "id": "perplexity-key", "description": "Perplexity API Key", "password": true }
  ],
  "servers": {
    "perplexity": {
      "type": "stdio",
      "command": "npx",
      "args": ["-y", "server-perplexity-ask", "--root", "\${workspaceFolder}"],
      "env": { "PERPLEXITY_API_KEY": "\${input:perplexity-key}", "LEVEL": "\${env:LOG_LEVEL}" }
    },
    "github": { "type": "http", "url": "https://api.githubcopilot.com/mcp" },
    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"], "envFile": "\${workspaceFolder}/.env" }, // last
  }
}
`,
  "cursor": `{
  "mcpServers": {
    "github": {
      "url": "https://api.githubcopilot.com/mcp/",
      "headers": { "Authorization": "Bearer \${env:GITHUB_TOKEN}" }
    }
  }
}
`,
  "windsurf": `{
  "mcpServers": {
    "github": {
      "serverUrl": "https://api.githubcopilot.com/mcp/",
      "headers": { "Authorization": "Bearer \${env:GITHUB_TOKEN}" }
    },
    "git": { "command": "uvx", "args": ["mcp-server-git"], "disabled": true, "disabledTools": ["git_reset"], "env": {} }
  }
}
`,
  "goose": `GOOSE_PROVIDER: anthropic
GOOSE_MODEL: claude
extensions:
  developer:
    bundled: true
    enabled: true
    name: developer
    timeout: 300
    type: builtin
  fetch: # web pages
    enabled: true
    type: stdio
    name: fetch
    cmd: uvx
    args: [mcp-server-fetch]
    envs: { MODE: fast }
    env_keys: [FETCH_KEY]
    timeout: 300
  docs:
    enabled: false
    type: streamable_http
    name: docs
    uri: https://docs.example.com/mcp
    headers: {}
`,
  "zed": `// Zed settings
{
  "theme": "One Dark",
  "context_servers": {
    "local": { "command": "some-command", "args": ["arg-1"], "env": {} },
    "old": { "command": { "path": "node", "args": ["/x.js"] } },
    "postgres": { "source": "extension", "settings": { "database_url": "postgres://localhost" } },
    "remote": { "url": "https://example.com/mcp", "headers": { "Authorization": "Bearer abc" } },
  },
}
`,
  "codex": `model = "gpt-5"

[mcp_servers.context7]
command = "npx"
args = ["-y", "@upstash/context7-mcp"]
env_vars = ["LOCAL_TOKEN"]

[mcp_servers.context7.env]
MY_ENV_VAR = "MY_ENV_VALUE"

[mcp_servers.figma]
url = "https://mcp.figma.com/mcp"
bearer_token_env_var = "FIGMA_OAUTH_TOKEN"
http_headers = { "X-Figma-Region" = "us-east-1" }
env_http_headers = { "X-Team" = "FIGMA_TEAM" }

[mcp_servers.chrome]
url = "http://localhost:3000/mcp"
enabled_tools = ["open"]
disabled_tools = ["shot"]
startup_timeout_sec = 20
enabled = false
`,
  "gemini": `{
  "theme": "GitHub",
  "mcp": { "excluded": ["events"] },
  "mcpServers": {
    "python": {
      "command": "python",
      "args": ["-m", "my_server"],
      "env": { "API_KEY": "$MY_API_TOKEN" },
      "cwd": "./mcp_tools",
      "timeout": 30000,
      "trust": false,
      "excludeTools": ["rm"]
    },
    "web": { "httpUrl": "https://example.com/mcp" },
    "events": { "url": "https://example.com/sse" }
  }
}
`,
} as const;
