/**
 * The text of `runbyte -help`.
 *
 * @module
 */

/** What the command line takes, on at most 80 columns. */
export const HELP = `Runbyte: many MCP servers for an AI agent, through code.

Usage
  runbyte [-config PATH] [-transport stdio]

An MCP client starts Runbyte and talks to it over stdin and stdout. Put this
into the client's configuration:

  { "mcpServers": { "runbyte": {
      "command": "runbyte", "args": ["-config", "/path/to/runbyte.json"] } } }

Flags (one dash or two, '-flag value' or '-flag=value')
  -config PATH      the config file, else $RUNBYTE_CONFIG, else the first of
                    ./runbyte.json, ~/.config/runbyte/config.json,
                    ~/.runbyte/config.json, /etc/runbyte/config.json
  -transport stdio  how clients talk to Runbyte (the default where stdin is a
                    pipe, a socket or a file)
  -port NUMBER      accepted for the HTTP transport, which comes later
  -version          print the version
  -help             print this

A config lists servers as other MCP clients do:

  { "mcpServers": {
      "files":  { "command": "npx",
        "args": ["-y", "@modelcontextprotocol/server-filesystem", "."] },
      "github": { "url": "https://api.githubcopilot.com/mcp/",
                  "headers": { "Authorization": "Bearer \${GITHUB_TOKEN}" } } } }
`;
