/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: a file of the host by its path, absolute and climbing
 * expect: = [true,true,true,true,true]
 * weak: loader
 * program:
export async function exec() {
  const found = [];
  for (const path of ["/etc/passwd", "../../../../etc/passwd", "./servers/../../../etc/passwd", "/proc/self/environ", "/program.ts/../../etc/hosts"]) {
    found.push(await import(path).then(() => "loaded", ({ message }) => /there is no|not found/.test(message)));
  }
  return found;
}
*/
