import assert from "node:assert/strict";
import { createLog, type LogForm, type LogOptions } from "./log.ts";
import { Redactor } from "./redact.ts";

/** A log and the lines that it wrote. */
function logOf(form: LogForm, options: LogOptions = {}) {
  const lines: string[] = [];
  const log = createLog({ write: (line) => void lines.push(line), form, ...options });
  return { log, lines };
}

const HOSTILE = 'a\nb\r\u2028c\u0000d\u001b[31me"f\\g \u202eh';

Deno.test("createLog() writes an event as a line of JSON", () => {
  const { log, lines } = logOf("json");
  log("info", "hub.connected", { server: "a b", tools: 3, ok: true, none: undefined });
  assert.equal(lines.length, 1);
  const { time, ...rest } = JSON.parse(lines[0] ?? "");
  assert.deepEqual(rest, { level: "info", event: "hub.connected", server: "a b", tools: 3, ok: true });
  assert.equal(new Date(time).toISOString(), time);
  assert.match(lines[0] ?? "", /^\{"time":"[^"]+","level":"info","event":"hub\.connected","server":"a b",/);
});

Deno.test("createLog() writes an event as a line of words", () => {
  const { log, lines } = logOf("text");
  log("warn", "hub.lost", { server: "good", reason: "it is gone", ms: 1 });
  assert.match(lines[0] ?? "", /^\S+Z warn  hub\.lost server=good reason="it is gone" ms=1$/);
});

for (const form of ["json", "text"] as const) {
  Deno.test(`createLog() keeps an event on one line, whatever a field holds (${form})`, () => {
    const { log, lines } = logOf(form);
    log("info", "x.y", { text: HOSTILE });
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(lines[0] ?? "", /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
    if (form === "json") assert.equal(JSON.parse(lines[0] ?? "").text, 'a b cde"f\\g h');
  });

  Deno.test(`createLog() shows no secret, not even one that is broken up (${form})`, () => {
    const redact = new Redactor(["hunter2-hunter2", 'qu"ote\\d one']).hide;
    const { log, lines } = logOf(form, { redact });
    log("error", "x.y", {
      a: "is hunter2-hunter2 it",
      b: "hunter2-\u200bhunter2",
      c: 'qu"ote\\d\n one',
      d: "hunter2-h…",
    });
    assert.doesNotMatch(lines[0] ?? "", /hunter2|ote/);
    assert.equal(lines[0]?.match(/\[secret\]/g)?.length, 4);
  });
}

Deno.test("createLog() drops what is below its level", () => {
  const { log, lines } = logOf("text", { level: "warn" });
  for (const level of ["debug", "info", "warn", "error"] as const) log(level, "x.y");
  assert.deepEqual(lines.map((line) => line.split(" ")[1]), ["warn", "error"]);
});

Deno.test("createLog() lets no field replace what every line has", () => {
  const { log, lines } = logOf("json");
  log("info", "x.y", { event: "other", level: "other", time: "other" });
  const { level, event, time } = JSON.parse(lines[0] ?? "");
  assert.deepEqual([level, event, time === "other"], ["info", "x.y", false]);
});
