/**
 * Lines of a terminal → an SVG that shows them: text that can be selected, in the reader's own fixed-width font, on a
 * dark or a light ground as the reader has it.
 *
 * Written here because the packages for it are no longer kept, embed fonts or draw each letter as a path.
 *
 * @module
 */

import type { Run } from "./screen.ts";

/** In units of the picture. */
const FONT = 14;
const CHARACTER = 8.4;
const LINE = 20;
const PADDING = 20;

/** Without CSS variables, which not every program that draws an SVG knows; those that know no media query draw it dark. */
const STYLE = `
text { white-space: pre;
  font: ${FONT}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }
.bold { font-weight: 600 }
rect { fill: #16181d; stroke: #3a3f47 } text { fill: #d6dae0 } .dim { fill: #9aa2ad } .red { fill: #ff7b72 }
.green { fill: #7ee787 } .yellow { fill: #e3b341 } .cyan { fill: #76d9e6 }
@media (prefers-color-scheme: light) {
rect { fill: #fbfbfa; stroke: #d0d4d9 } text { fill: #24292f } .dim { fill: #656d76 } .red { fill: #b3261e }
.green { fill: #116329 } .yellow { fill: #7d4e00 } .cyan { fill: #0b5c6b }
}
`;

/** What a picture shows, and what it is called for those who do not see it. */
export interface Picture {
  readonly title: string;
  readonly columns: number;
  readonly lines: readonly (readonly Run[])[];
}

/** Returns the SVG. */
export function svgOf({ title, columns, lines }: Picture): string {
  const width = round(columns * CHARACTER + 2 * PADDING);
  const height = lines.length * LINE + 2 * PADDING;
  const rows = lines.flatMap((runs, n) => {
    if (runs.length === 0) return [];
    const y = PADDING + n * LINE + FONT;
    return [`<text y="${y}" xml:space="preserve">${runs.map(spanOf).join("")}</text>`];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<style>${escape(STYLE)}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...rows,
    "</svg>",
    "",
  ].join("\n");
}

/** A run at its place, as wide as its characters are on a terminal, whatever the font. */
function spanOf({ column, text, marks }: Run): string {
  const x = round(PADDING + column * CHARACTER);
  const width = round([...text].length * CHARACTER);
  const style = marks.length === 0 ? "" : ` class="${marks.join(" ")}"`;
  return `<tspan x="${x}" textLength="${width}"${style}>${escape(text)}</tspan>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Text as XML has it. Characters that XML has not are left out. */
function escape(text: string): string {
  // deno-lint-ignore no-control-regex -- they are what is to be left out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>]/g, (found) => ESCAPES[found] ?? "");
}
