import assert from "node:assert/strict";
import { precompile } from "./precompile.ts";
import type { FunctionRange } from "./start_profile.ts";

/** The source with functions between `«` and `»` as those that run. */
function precompiled(marked: string): string {
  const ranges: FunctionRange[] = [];
  const open: number[] = [];
  let source = "";
  for (const char of marked) {
    if (char === "«") open.push(source.length);
    else if (char === "»") ranges.push({ start: open.pop() ?? 0, end: source.length });
    else source += char;
  }
  return precompile(source, ranges);
}

Deno.test("precompile() puts functions that run in parentheses, and no others", () => {
  assert.equal(
    precompiled("const a=«b=>«c=>b+c»»,d=()=>2,e=«async function(){}»;f(«function*(){}»);"),
    "const a=(b=>(c=>b+c)),d=()=>2,e=(async function(){});f((function*(){}));",
  );
});

Deno.test("precompile() makes variables of declarations, before everything that may call them", () => {
  assert.equal(
    precompiled("a();«function a(){return«()=>b()»}»function b(){}«async function*c(x){}»d();"),
    "var a=(function (){return(()=>b())});\nvar c=(async function*(x){});\na();function b(){}d();",
  );
});

Deno.test("precompile() leaves methods, exports and declarations inside of others", () => {
  const source = "class A{«m(){}»static s=«()=>{«function inner(){}»}»}«export function x(){}»";
  assert.equal(
    precompiled(source),
    "class A{m(){}static s=(()=>{function inner(){}})}export function x(){}",
  );
});

Deno.test("precompile() changes nothing of what a program does", () => {
  // A declaration that is used before it stands there, one that assigns to its own name, names, `this` and `arguments`.
  const marked = `const out=[early(1),early.name];«function early(n){return n+«(m=>m*2)»(n)}»
«function once(){const value=out.length;once=«()=>value»;return value}»
out.push(once(),once(),once.name===""||once.name==="once");
«function Maker(n){this.n=n;this.count=arguments.length}»out.push(new Maker(7,8).count,new Maker(1) instanceof Maker);
const named=«()=>{}»;out.push(named.name);return out;`;
  const source = marked.replace(/[«»]/g, "");
  // A `return` ends it because it is run as the body of a function.
  const run = (text: string): unknown => new Function(text)();
  assert.notEqual(precompiled(marked), source);
  assert.deepEqual(run(precompiled(marked)), run(source));
});
