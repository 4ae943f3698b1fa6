import assert from "node:assert/strict";
import { Admission, type AdmissionRules } from "./admission.ts";

const ANN = "ann-token-0123456789";
const BEN = "ben-token-0123456789";
const RULES: AdmissionRules = {
  host: "127.0.0.1",
  allowedHosts: [],
  allowedOrigins: [],
  tokens: { ann: ANN, ben: BEN },
  allowUnauthenticated: false,
};

/** A request as the server hands it over. */
function arrived(headers: Readonly<Record<string, string>> = {}, method = "POST"): Request {
  const all = { host: "localhost:3000", ...headers };
  return { method, url: `http://${all.host}/mcp`, headers: new Headers(all) } as Request; // what is looked at
}

/** What came of it: who it is, or why not. */
async function admit(
  admission: Admission,
  headers: Readonly<Record<string, string>> = {},
  from = "127.0.0.1",
) {
  const admitted = await admission.admit(arrived(headers), from);
  if (admitted.kind === "caller") return admitted.principal;
  return admitted.kind === "refused" ? admitted.refusal : admitted.kind;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

Deno.test("Admission.admit() asks for host, page and token, in this order", async () => {
  const admission = new Admission(RULES);
  assert.equal(await admit(admission, bearer(ANN)), "ann");
  assert.equal(await admit(admission, { ...bearer(ANN), host: "evil.example" }), "badHost");
  assert.equal(await admit(admission, { ...bearer(ANN), "x-forwarded-host": "evil.example" }), "ann");
  assert.equal(await admit(admission, { host: "evil.example", "x-forwarded-host": "localhost" }), "badHost");
  assert.equal(await admit(admission, { ...bearer(ANN), origin: "http://evil.example" }), "badOrigin");
  assert.equal(await admit(admission, { ...bearer(ANN), origin: "http://localhost:8080" }), "ann");
  assert.equal(await admit(admission), "unauthorised");
  assert.equal(await admit(admission, bearer("wrong")), "unauthorised");
});

Deno.test("Admission.admit() answers browsers that ask for a page without a token, if the page may call", async () => {
  const admission = new Admission(RULES);
  const asked = { origin: "http://localhost:1", "access-control-request-method": "POST" };
  assert.deepEqual(await admission.admit(arrived(asked, "OPTIONS"), "127.0.0.1"), { kind: "preflight" });
  const other = await admission.admit(
    arrived({ ...asked, origin: "http://evil.example" }, "OPTIONS"),
    "127.0.0.1",
  );
  assert.equal(other.kind === "refused" && other.refusal, "badOrigin");
});

Deno.test("Admission.admit() takes the address for the caller where there are no tokens", async () => {
  const admission = new Admission({ ...RULES, tokens: {} });
  assert.equal(await admit(admission), "127.0.0.1");
  assert.equal(await admit(admission, bearer("any-token-0123456789"), "::1"), "::1");
});

Deno.test("Admission.admit() lets nobody in who guesses, and those on who have called from there (S-63)", async () => {
  const admission = new Admission(RULES);
  assert.equal(await admit(admission, bearer(ANN)), "ann");
  for (let count = 0; count < 20; count++) assert.equal(await admit(admission), "unauthorised"); // no guess
  for (let count = 0; count < 10; count++) {
    assert.equal(await admit(admission, bearer(`guess-${count}`)), "unauthorised");
  }
  assert.equal(await admit(admission, bearer("guess-11")), "guessing");
  assert.equal(await admit(admission), "guessing");
  assert.equal(await admit(admission, bearer(BEN)), "guessing"); // the right one is not told from the wrong ones
  assert.equal(await admit(admission, bearer(ANN)), "ann");
  assert.equal(await admit(admission, bearer(BEN), "10.0.0.7"), "ben");
});

Deno.test("Admission.replace() says who may not call any more", async () => {
  const admission = new Admission(RULES);
  const isRevoked = admission.replace({ ...RULES, tokens: { ben: BEN, ann: "another-one-0123456789" } });
  assert.deepEqual(["ann", "ben", "carl"].map(isRevoked), [true, false, true]);
  assert.equal(await admit(admission, bearer(ANN)), "unauthorised");
  const isGone = admission.replace({ ...RULES, tokens: {} });
  assert.deepEqual(["ann", "ben", "127.0.0.1"].map(isGone), [true, true, true]);
  const isShutOut = admission.replace(RULES);
  assert.equal(isShutOut("127.0.0.1"), true);
});

Deno.test("Admission.replace() does not open a door that other machines reach when the last token goes (S-62)", async () => {
  const rules = { ...RULES, host: "0.0.0.0" };
  const admission = new Admission(rules);
  admission.replace({ ...rules, host: "127.0.0.1", tokens: {} }); // a new address takes effect with a restart
  assert.deepEqual([admission.isShut, admission.isOpen], [true, false]);
  assert.equal(await admit(admission, { host: "10.0.0.1:3000" }, "10.0.0.7"), "unauthorised");
  admission.replace({ ...rules, tokens: {}, allowUnauthenticated: true });
  assert.deepEqual([admission.isShut, admission.isOpen], [false, true]);
  assert.equal(await admit(admission, { host: "10.0.0.1:3000" }, "10.0.0.7"), "10.0.0.7");
});
