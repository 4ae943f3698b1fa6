import assert from "node:assert/strict";
import { wantsOAuth } from "./oauth_login.ts";

/** Serves answers by path, and tells the headers that came. */
async function withServer(
  answers: Readonly<Record<string, () => Response>>,
  use: (origin: string, seen: readonly Headers[]) => Promise<void>,
): Promise<void> {
  const seen: Headers[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, ({ url, headers }) => {
    seen.push(headers);
    return answers[new URL(url).pathname]?.() ?? new Response("no", { status: 404 });
  });
  await use(`http://127.0.0.1:${server.addr.port}`, seen);
  await server.shutdown();
}

const WITH_NETWORK = { permissions: { net: ["127.0.0.1"] } };
const never = new AbortController().signal;
const refuse = (challenge: string) => () =>
  new Response("no", { status: 401, headers: { "www-authenticate": challenge } });
const named = () => Response.json({ resource: "x", authorization_servers: ["https://login.example"] });

Deno.test("wantsOAuth() believes the refusal, and the document beside it", WITH_NETWORK, async () => {
  await withServer(
    { "/mcp": refuse('Bearer resource_metadata="https://x.example/doc"') },
    async (origin, seen) => {
      assert.equal(await wantsOAuth(`${origin}/mcp`, never), true);
      assert(seen.every((headers) => headers.get("authorization") === null));
    },
  );
  for (const suffix of ["", "/mcp"]) {
    await withServer(
      { "/mcp": refuse("Bearer"), [`/.well-known/oauth-protected-resource${suffix}`]: named },
      async (origin) => assert.equal(await wantsOAuth(`${origin}/mcp`, never), true),
    );
  }
});

Deno.test(
  "wantsOAuth() is false for a server that wants a token, or says nothing of use",
  WITH_NETWORK,
  async () => {
    await withServer({ "/mcp": refuse('Bearer realm="x"') }, async (origin) => {
      assert.equal(await wantsOAuth(`${origin}/mcp`, never), false);
      assert.equal(await wantsOAuth(`${origin}/`, never), false);
    });
    const page = () => new Response("<html>", { headers: { "content-type": "text/html" } });
    const endless = () => new Response("[".repeat(200_000));
    await withServer({
      "/mcp": page,
      "/.well-known/oauth-protected-resource": page,
      "/.well-known/oauth-protected-resource/mcp": endless,
    }, async (origin) => assert.equal(await wantsOAuth(`${origin}/mcp`, never), false));
    assert.equal(await wantsOAuth("no url", never), false);
    assert.equal(await wantsOAuth("http://127.0.0.1:1/mcp", never), false);
  },
);
