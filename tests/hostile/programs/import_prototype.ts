/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: names that every object has, as modules
 * expect: = [true,true,true,true,true]
 * weak: loader
 * program:
export async function exec() {
  const found = [];
  for (const name of ["__proto__", "constructor", "./servers/__proto__", "./servers/constructor", "/toString"]) {
    found.push(await import(name).then(() => "loaded", ({ message }) => /there is no|not found/.test(message)));
  }
  return found;
}
*/
