// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: strict code of the bridge shows no caller and no arguments
 * attack: caller and arguments of functions, prepareStackTrace, and errors' structured frames
 * expect: = []
 * weak: leaky_errors
 */
export async function exec() {
  const seen = [];
  Error.prepareStackTrace = (_, frames) => {
    for (const frame of frames) seen.push(String(frame.getFunction?.() ?? frame.getThis?.() ?? ""));
    return "";
  };
  const look = () => {
    for (
      const text of [
        new Error("x").stack,
        (() => {
          try {
            null.x;
          } catch (error) {
            return error.stack;
          }
        })(),
      ]
    ) {
      if (/file:|wasm|\.rs|\/(work|root|home)/.test(text)) seen.push(text);
    }
  };
  const throwing = {
    get text() {
      look();
      return "x";
    },
  };
  await callTool("basic", "echo", throwing);
  try {
    await callTool("none", "none", {});
  } catch (error) {
    if (/runbyte:|file:|wasm/.test(error.stack + error.message)) seen.push(error.stack);
  }
  try {
    look.caller;
  } catch {}
  return seen.filter((text) => text !== "");
}
