/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: modules with the names that the sandbox itself uses
 * expect: = [true,true,true,true,true]
 * weak: loader
 * program:
export async function exec() {
  const found = [];
  for (const name of ["runbyte:prelude", "runbyte:missing x", "runbyte:console", "runbyte:tools/../prelude", "RUNBYTE:tools"]) {
    found.push(await import(name).then(() => "loaded", ({ message }) => /there is no|not found/.test(message)));
  }
  return found;
}
*/
