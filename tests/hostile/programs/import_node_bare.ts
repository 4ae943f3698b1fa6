/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: built-in modules of Node, with bare names and computed
 * expect: = [true,true,true,true,true,true,true,true]
 * weak: loader
 * program:
export async function exec() {
  const found = [];
  for (const name of ["fs", "node:" + "child_process", "process", "std", "os", "qjs:os", "bun", "deno"]) {
    found.push(await import(name).then(() => "loaded", ({ message }) => /there is no|not found/.test(message)));
  }
  return found;
}
*/
