import assert from "node:assert/strict";
import { isJsonObject, type JsonObject } from "../../src/json.ts";
import { VERSION } from "../../src/version.ts";
import { TARGETS } from "../build/target.ts";
import { DESCRIPTION, REGISTRY_NAME, REPOSITORY } from "./project.ts";
import { registryEntry } from "./registry_entry.ts";

const BUNDLES = TARGETS.map((target, index) => ({ target, sha256: String(index).repeat(64) }));

/** The entry as it is read: what it takes in JSON. */
function entry(image?: string): JsonObject {
  const read = JSON.parse(JSON.stringify(registryEntry(BUNDLES, image)));
  assert(isJsonObject(read));
  return read;
}

function packagesOf(read: JsonObject): readonly JsonObject[] {
  const { packages } = read;
  assert(Array.isArray(packages) && packages.every(isJsonObject));
  return packages;
}

Deno.test("registryEntry() keeps the bounds that the registry's documentation sets", () => {
  const { $schema, name, title, description, version, repository } = entry();
  assert.match(
    String($schema),
    /^https:\/\/static\.modelcontextprotocol\.io\/schemas\/\d{4}-\d\d-\d\d\/server\.schema\.json$/,
  );
  // A name in reverse DNS with one slash, of 3 to 200 characters; the first part names the repository's owner.
  assert.match(String(name), /^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
  assert.equal(name, `io.github.${REPOSITORY}`);
  assert.equal(name, REGISTRY_NAME);
  for (const text of [title, description]) assert(String(text).length >= 1 && String(text).length <= 100);
  assert(DESCRIPTION.length <= 100, `${DESCRIPTION.length} characters`);
  assert.equal(version, VERSION);
  assert.doesNotMatch(String(version), /latest|[\^~<>=*x ]/);
  assert.deepEqual(repository, { url: `https://github.com/${REPOSITORY}`, source: "github" });
});

Deno.test("registryEntry() offers each bundle of the release with its digest", () => {
  const packages = packagesOf(entry());
  assert.equal(packages.length, 5);
  for (const [index, one] of packages.entries()) {
    assert.deepEqual(Object.keys(one).sort(), [
      "fileSha256",
      "identifier",
      "registryType",
      "transport",
      "version",
    ]);
    assert.equal(one["registryType"], "mcpb");
    assert.equal(one["version"], VERSION);
    assert.equal(one["fileSha256"], String(index).repeat(64));
    assert.deepEqual(one["transport"], { type: "stdio" });
    const url = `https://github.com/${REPOSITORY}/releases/download/v${VERSION}/runbyte-${
      TARGETS[index]?.name
    }.mcpb`;
    assert.equal(one["identifier"], url);
  }
});

Deno.test("registryEntry() offers an image only when one was published", () => {
  const image = packagesOf(entry("registry.example/runbyte/runbyte:2.0.0")).at(-1);
  assert.equal(image?.["registryType"], "oci");
  assert.equal(image?.["identifier"], "registry.example/runbyte/runbyte:2.0.0");
  // For images the version is the tag.
  assert.equal(image?.["version"], undefined);
});

Deno.test("The Dockerfile's label is the name in the registry", async () => {
  const dockerfile = await Deno.readTextFile(new URL("../../Dockerfile", import.meta.url));
  assert(dockerfile.includes(`\nLABEL io.modelcontextprotocol.server.name="${REGISTRY_NAME}"\n`));
});
