/**
 * Several Runbytes behind a load balancer: without stickiness for clients of revision 2026-07-28, and with the nginx of
 * docs/examples for those that have sessions.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { fixture } from "../fixtures/fixtures.ts";
import { connectAgent, freePort, type ListeningRunbyte, startListening } from "../support/runbyte_http.ts";

const CONFIG = { typeCheck: "off", mcpServers: { basic: fixture("basic_server") } };
const ADD = (a: number) =>
  `import { add } from "./servers/basic";
export async function exec() { return Number(await add({ a: ${a}, b: 1 })); }`;

async function startSeveral(count: number): Promise<readonly ListeningRunbyte[]> {
  return await Promise.all(Array.from({ length: count }, () => startListening({ config: CONFIG })));
}

/** Sends each request to the next one, whatever it is. */
function startRoundRobin(targets: readonly string[]) {
  const served = targets.map(() => 0);
  let next = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const index = next++ % targets.length;
    served[index] = (served[index] ?? 0) + 1;
    const url = new URL(new URL(request.url).pathname, targets[index]);
    const { method, headers, body } = request;
    return await fetch(url, { method, headers, ...(body === null ? {} : { body: await request.bytes() }) });
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, served, stop: () => server.shutdown() };
}

Deno.test("Three Runbytes behind a round robin serve clients of 2026-07-28 without stickiness", async () => {
  const runbytes = await startSeveral(3);
  const balancer = startRoundRobin(runbytes.map(({ url }) => url));
  try {
    const agents = await Promise.all([1, 2, 3].map(() => connectAgent(balancer.url, "modern")));
    const sums = await Promise.all(
      agents.flatMap((agent, index) => [10, 20, 30, 40].map((tens) => agent.run(ADD(tens + index)))),
    );
    assert.deepEqual(sums, [0, 1, 2].flatMap((index) => [10, 20, 30, 40].map((tens) => tens + index + 1)));
    for (const agent of agents) assert.match((await agent.call("list_directory", {})).text, /basic\//);
    assert.ok(balancer.served.every((count) => count >= 5), `requests: ${balancer.served.join(", ")}`);
    await Promise.all(agents.map((agent) => agent[Symbol.asyncDispose]()));
  } finally {
    await balancer.stop();
    await Promise.all(runbytes.map((runbyte) => runbyte.stop()));
  }
});

/** Whether a program is on the PATH. */
function isInstalled(name: string): boolean {
  const folders = (Deno.env.get("PATH") ?? "").split(":").concat("/usr/sbin");
  return folders.some((folder) => {
    try {
      return Deno.statSync(join(folder, name)).isFile;
    } catch {
      return false;
    }
  });
}

/** Runs nginx with the example of the documents, its ports replaced. */
async function startNginx(targets: readonly string[], folder: string) {
  const port = freePort();
  const example = await Deno.readTextFile(new URL("../../docs/examples/nginx.conf", import.meta.url));
  const ports = new Map([
    ["8080", port],
    ...targets.map((url, index) => [`300${index + 1}`, Number(new URL(url).port)] as const),
  ]);
  const config = example.replace(
    /127\.0\.0\.1:(\d+)/g,
    (_, written) => `127.0.0.1:${ports.get(written) ?? written}`,
  );
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) =>
    `${name}_temp_path ${folder}/${name};`
  );
  await Deno.writeTextFile(
    join(folder, "nginx.conf"),
    `daemon off; pid ${folder}/pid;\n${
      config.replace("http {", `http {\n  access_log off; ${temp.join(" ")}`)
    }`,
  );
  const child = new Deno.Command("nginx", {
    args: ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"],
    env: { PATH: `${Deno.env.get("PATH")}:/usr/sbin` },
    stdin: "null",
    stderr: "null",
  }).spawn();
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    const isUp = await fetch(`${url}/healthz`).then((response) => response.text()).then(
      (text) => text === "ok\n",
      () => false,
    );
    if (isUp) break;
    await new Promise((resolve) => setTimeout(resolve, 50)); // nginx does not say when it listens.
  }
  return {
    url,
    stop: async () => {
      child.kill("SIGQUIT");
      await child.status;
    },
  };
}

const hasNginx = isInstalled("nginx");
if (!hasNginx) {
  console.log("nginx is not installed: its example is not run (Debian: apt-get install nginx-light)");
}

Deno.test({
  name: "The documents' nginx keeps sessions with the Runbyte that they began with, and passes streams on",
  ignore: !hasNginx,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "runbyte-nginx-" });
    await Deno.chmod(folder, 0o777);
    const runbytes = await startSeveral(2);
    const nginx = await startNginx(runbytes.map(({ url }) => url), folder);
    try {
      for (const mode of ["legacy", "modern"] as const) {
        // Who calls decides: names of their own give each agent a place of its own.
        const agents = await Promise.all(
          [1, 2, 3, 4].map((n) => connectAgent(nginx.url, mode, { token: `agent-${mode}-${n}-0123456789` })),
        );
        for (let round = 0; round < 3; round++) {
          assert.deepEqual(await Promise.all(agents.map((agent, index) => agent.run(ADD(index)))), [
            1,
            2,
            3,
            4,
          ]);
        }
        const lines: string[] = [];
        await agents[0]?.client.callTool({
          name: "execute_code",
          arguments: {
            code: `import { sleep } from "./servers/basic";
              export async function exec() { console.log("early"); await sleep({ ms: 800 }); return 1; }`,
          },
        }, { onprogress: ({ message }) => lines.push(message ?? "") });
        assert.match(lines.join("\n"), /early/);
        await Promise.all(agents.map((agent) => agent[Symbol.asyncDispose]()));
      }
    } finally {
      await nginx.stop();
      await Promise.all(runbytes.map((runbyte) => runbyte.stop()));
      await Deno.remove(folder, { recursive: true });
    }
  },
});
