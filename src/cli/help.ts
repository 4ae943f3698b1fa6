/**
 * The text of `runbyte -help`.
 *
 * @module
 */

/** What the command line takes, on at most 80 columns. */
export const HELP = `Runbyte: many MCP servers for an AI agent, through code.

Usage
  runbyte [-config PATH] [-transport stdio|http] [-host NAME] [-port NUMBER]
  runbyte accept NAME [TOOL ...]    accept what a pinned server has changed

An MCP client starts Runbyte and talks to it over stdin and stdout. Put this
into the client's configuration:

  { "mcpServers": { "runbyte": {
      "command": "runbyte", "args": ["-config", "/path/to/runbyte.json"] } } }

Flags (one dash or two, '-flag value' or '-flag=value')
  -config PATH      the config file, else $RUNBYTE_CONFIG, else the first of
                    ./runbyte.json, ~/.config/runbyte/config.json,
                    ~/.runbyte/config.json, /etc/runbyte/config.json
  -transport HOW    stdio or http: how clients talk to Runbyte. Where it is not
                    given, stdio when stdin is a pipe, a socket or a file, and
                    http on a terminal or when stdin is /dev/null
  -host NAME        address for http (127.0.0.1); one that other machines reach
                    asks for tokens: RUNBYTE_TOKEN, or server.tokens
  -port NUMBER      port for http, else $RUNBYTE_PORT, else server.port (3000)
  -version          print the version
  -help             print this

A config lists servers as other MCP clients do:

  { "mcpServers": {
      "files":  { "command": "npx",
        "args": ["-y", "@modelcontextprotocol/server-filesystem", "."] },
      "github": { "url": "https://api.githubcopilot.com/mcp/",
                  "headers": { "Authorization": "Bearer \${GITHUB_TOKEN}" } } } }
`;

/** What `runbyte accept` takes, on at most 80 columns. */
export const ACCEPT_HELP = `Accepts tools of a pinned server ("pinTools": true) that are new or defined
differently, after showing what has changed. No server is started; a Runbyte
that runs takes what is accepted at once.

Usage
  runbyte accept NAME [TOOL ...] [-config PATH] [-yes] [-full]

NAME is the server's name in the config. Without TOOL everything that waits is
accepted. Exit code 0 when it was, or when nothing waits; 1 when it was not.

Flags
  -yes          accept without asking; needed where stdin is no terminal
  -full         show long texts whole
  -config PATH  the config file, found as 'runbyte -help' says

Example
  runbyte accept github create_issue
`;
