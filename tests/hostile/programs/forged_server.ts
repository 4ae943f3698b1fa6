// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a program calls only servers that its catalog offers (S-06)
 * attack: callTool with names of servers that do not exist, also those of the host's own objects
 * expect: = ["ToolError","ToolError","ToolError","ToolError","ToolError"]
 * weak: offer
 */
export function exec() {
  const servers = ["other", "__proto__", "constructor", "../basic", "basic\u0000"];
  return Promise.all(
    servers.map((server) =>
      callTool(server, "echo", { text: "x" }).then(
        () => "went through",
        (error) => /no server|not found/.test(error.message) ? error.name : error.message,
      )
    ),
  );
}
