// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the module behind the generated ones gives no more than callTool
 * attack: the bind function, imported and from its symbol, with a made-up server
 * expect: = [true,true]
 * weak: offer
 */
export async function exec() {
  const own = globalThis[Symbol.for("runbyte.bind")];
  const { bind } = await import("runbyte:tools");
  const attempt = (bound) =>
    bound("made_up")("tool")({}).then(() => "went through", ({ message }) => /no server|not found/.test(message));
  return Promise.all([attempt(own), attempt(bind)]);
}
