import assert from "node:assert/strict";
import { load } from "./testing.ts";

/** Stands for any confidential value; letters and digits, so that it fits everywhere. */
const CANARY = "Zq7canary4XkCANARY";

/** Texts that put the canary beside all sorts of faults. */
const TEXTS = [
  CANARY,
  `pa$${CANARY}`,
  `x$${CANARY} $UNSET`,
  `\${${CANARY} 1}`,
  `\${input:${CANARY}}`,
  `\${UNSET:-${CANARY}`,
  `$1${CANARY}`,
  `${CANARY}\r\n`,
  `${CANARY}\0`,
  `${CANARY}…`,
  `https://${CANARY}:${CANARY}@/x`,
  `https://u:${CANARY}@h:99999/${CANARY}?k=${CANARY}`,
  `ftp://${CANARY}`,
  `~/${CANARY}`,
  `$TOKEN`,
  "${TOKEN}\n",
];

Deno.test("readConfig() shows no value in any problem or reason (S-40)", () => {
  const wrap = [
    (text: string) => text,
    (text: string) => [text],
    (text: string) => [[text], { [text]: text }],
    (text: string) => ({ KEY: text }),
    (text: string) => ({ KEY: [text] }),
    (text: string) => ({ [`KEY=${text}`]: text }),
    (text: string) => ({ [`Authorization: Bearer ${text}`]: text }),
    (text: string) => ({ [`Authorization: Bearer ${text}`]: 5 }),
    (text: string) => ({ [text]: 5 }),
    (text: string) => ({ KEY: { KEY: text } }),
  ];
  let checked = 0;
  for (const text of TEXTS) {
    for (const shape of wrap) {
      for (
        const keys of [["command", "args", "env", "cwd"], ["url", "headers"], [
          "url",
          "command",
          "args",
          "env",
          "headers",
        ], ["inheritEnv", "disabled", "serverUrl"]]
      ) {
        for (const type of [undefined, "stdio", "http", "nonsense", 5]) {
          const entry = Object.fromEntries(keys.map((key) => [key, shape(text)]));
          const file = JSON.stringify({
            [CANARY]: 1,
            mcpServers: { a: { ...entry, type, [CANARY]: 1 }, b: { url: "http://h", ...entry } },
          });
          const { problems, config } = load(file, {
            env: {
              TOKEN: CANARY,
              RUNBYTE_PORT: CANARY,
              RUNBYTE_SERVER_A_ENV_X: text,
              RUNBYTE_SERVER_C_TYPE: text,
              RUNBYTE_SERVER_D_URL: text,
              RUNBYTE_SERVER_D_HEADER_X: text,
              RUNBYTE_SERVER_E_F_G: text,
            },
          });
          const shown = [...problems, ...config?.rejected.map((one) => one.reason) ?? []].join("\n");
          assert.ok(!shown.includes("canary") && !shown.includes("CANARY"), shown);
          checked += problems.length;
        }
      }
    }
  }
  // Most of these texts are wrong in several places: the check above has had something to look at.
  assert.ok(checked > 10_000, String(checked));
});

Deno.test("readConfig() shows no value of a text that is not JSON", () => {
  const valid = JSON.stringify({ mcpServers: { a: { command: "c", env: { TOKEN: CANARY } } } }, null, 1);
  for (let cut = 1; cut < valid.length; cut++) {
    const { problems } = load(valid.slice(0, cut) + valid.slice(cut + 1));
    assert.ok(!problems.join("\n").includes("canary"), problems.join("\n"));
    assert.ok(load(valid.slice(0, cut)).problems.length > 0);
  }
});
