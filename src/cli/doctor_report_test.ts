import assert from "node:assert/strict";
import type { ServerFinding } from "../doctor/examination.ts";
import { widthOf } from "./columns.ts";
import { doctorReport, type DoctorResult } from "./doctor_report.ts";

const READY: ServerFinding = {
  ...{ name: "github", status: "ok", transport: "http", protocol: "2025-11-25", connectMs: 812 },
  ...{ tools: 1_234, tokens: 98_765, dropped: [], waiting: [] },
};

function report(width: number, ...servers: readonly ServerFinding[]): readonly string[] {
  const result: DoctorResult = {
    config: "/home/u/.config/runbyte/config.json",
    disabled: ["one", "two"],
    sandbox: [{ wall: "engine", holds: true, tried: 13, open: [] }, {
      ...{ wall: "process", holds: false, tried: 9, open: ["env", "net"] },
    }],
    servers,
  };
  return doctorReport(result, { width, paint: (_colour, text) => text, home: "/home/u" }).split("\n");
}

const FAILED: ServerFinding = {
  ...{ name: "日本語サーバー", status: "failed", transport: "stdio", connectMs: 6_000 },
  reason: "exited with code 1 before answering: Error: there is no such module anywhere",
  fix: "run it by hand to see why: node server.js",
};

Deno.test("doctorReport() fits every width, the table with fewer columns", () => {
  const long: ServerFinding = {
    ...READY,
    name: "a name of a server that goes on and on",
    waiting: ["a", "b"],
  };
  for (const width of [40, 50, 60, 80, 120]) {
    const lines = report(width, READY, FAILED, long);
    for (const line of lines) assert(widthOf(line) <= width, `${width}: ${line}`);
    const rows = lines.slice(0, 4).map(widthOf);
    assert.deepEqual(rows, rows.map(() => rows[0]), lines.slice(0, 4).join("\n"));
  }
  assert.match(report(80, READY)[0] ?? "", /^ {2}server +how +protocol +tools +tokens +connect$/);
  assert.match(
    report(40, READY, { ...READY, name: "longer-name-1" })[0] ?? "",
    /^ {2}server +how +tools +tokens$/,
  );
});

Deno.test("doctorReport() says which config, what is off and what is broken", () => {
  const text = report(80, READY, FAILED).join("\n");
  assert.match(text, /^✓ github +http +2025-11-25 +1,234 +98,765 +812 ms$/m);
  assert.match(text, /^✗ 日本語サーバー +stdio +– +– +– +6\.0 s$/m);
  assert.match(text, /^ {2}off: one, two$/m);
  assert.match(text, /^✗ sandbox, process: OPEN: env, net$/m);
  assert.match(text, /^1 server broken$/m);
  assert.match(text, /^config: ~\/\.config\/runbyte\/config\.json$/m);
});

Deno.test("doctorReport() praises no servers where none is usable", () => {
  assert.doesNotMatch(report(80, FAILED).join("\n"), /stay out of the context/);
  assert.match(report(80, READY, FAILED).join("\n"), /stay out of the context/);
});

Deno.test("doctorReport() quotes a name in the command it gives", () => {
  const text = report(120, { ...READY, name: "my server", waiting: ["a"] }).join("\n");
  assert.match(text, /1 tool held back until ["']runbyte accept ['"]my server['"]["']: a/);
});
