/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: modules from the network, with a computed specifier
 * expect: = [true,true,true,true,true,true]
 * weak: loader
 * program:
export async function exec() {
  const found = [];
  for (const scheme of ["http", "https", "ws", "ftp", "blob", "about"]) {
    found.push(await import(`${scheme}:${"//127.0.0.1:1/x.js"}`).then(() => "loaded", ({ message }) => /there is no|not found/.test(message)));
  }
  return found;
}
*/
