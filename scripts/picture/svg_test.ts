import assert from "node:assert/strict";
import { svgOf } from "./svg.ts";

const picture = (text: string) =>
  svgOf({ title: "a & b", columns: 10, lines: [[], [{ column: 2, text, marks: ["bold", "red"] }]] });

Deno.test("svgOf() puts each run at its column, as wide as its characters", () => {
  const svg = picture("├─ x");
  assert.match(
    svg,
    /<text y="54" xml:space="preserve"><tspan x="36\.8" textLength="33\.6" class="bold red">├─ x</,
  );
  assert.match(svg, /viewBox="0 0 124 80"/);
});

Deno.test("svgOf() escapes what XML would read as markup, and drops what it has not", () => {
  const svg = picture('<script>&amp;"\u0007</script>');
  assert(svg.includes(`>&lt;script&gt;&amp;amp;"&lt;/script&gt;<`), svg);
  assert(svg.includes("<title>a &amp; b</title>"));
});
