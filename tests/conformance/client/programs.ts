/**
 * What an agent does with the server of each scenario of the client leg.
 *
 * @module
 */

/** A call that a scenario asks for. */
export interface AskedCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** The name that the scenario's server has in Runbyte's config. */
export const SERVER = "suite";

/** Scenarios that are about connecting and listing. */
const LOOKING = new Set(["initialize", "request-metadata"]);

/** Arguments for a tool that is called whatever it is: each is of the type that the suite's tools give the name. */
const FITTING: AskedCall["arguments"] = {
  region: "eu",
  value: "a",
  data: {},
  items: ["a"],
  nil: null,
  score: 1,
  field1: "a",
  field2: "b",
};

/**
 * Returns the program to run after looking around, or nothing where looking is all.
 *
 * @param asked the calls that the suite names.
 * @throws {Error} for a scenario that is not known, so that none is passed by doing nothing.
 */
export function programFor(scenario: string, asked: readonly AskedCall[]): string | undefined {
  if (LOOKING.has(scenario)) return undefined;
  switch (scenario) {
    case "tools_call":
      return calls([{ name: "add_numbers", arguments: { a: 5, b: 3 } }]);
    case "elicitation-sep1034-client-defaults":
      return calls([{ name: "test_client_elicitation_defaults", arguments: {} }]);
    case "sse-retry":
      return calls([{ name: "test_reconnection", arguments: {} }]);
    case "sep-2322-client-request-state":
      return attempts(
        ["test_mrtr_echo_state", "test_mrtr_unrelated", "test_mrtr_no_state", "test_mrtr_no_result_type"].map(
          (name) => ({ name, arguments: {} }),
        ),
      );
    case "http-standard-headers":
      return calls(["test_headers", "my-hyphenated-tool"].map((name) => ({ name, arguments: {} })));
    case "http-custom-headers":
      return calls(asked.map(({ name, arguments: given }) => ({ name, arguments: withoutNulls(given) })));
    case "http-invalid-tool-headers":
      return everyTool(FITTING);
    case "json-schema-ref-no-deref":
      // The suite's server lists the tool and does not have it.
      return attempts([{ name: "lookup_user", arguments: { id: "u-1", profile: { displayName: "Ann" } } }]);
    default:
      throw new Error(
        `no program for scenario '${scenario}': write one in tests/conformance/client/programs.ts`,
      );
  }
}

/** One call after the other, the first that fails ends it. */
function calls(asked: readonly AskedCall[]): string {
  return program(
    "const answers: unknown[] = [];",
    ...asked.map((call) => `answers.push(await ${write(call)});`),
  );
}

/** All calls at once; what one throws stands beside what the others return. */
function attempts(asked: readonly AskedCall[]): string {
  return program(
    `const all = await Promise.allSettled([${asked.map(write).join(", ")}]);`,
    "const answers = all.map((one) => one.status === 'fulfilled' ? one.value : String(one.reason));",
  );
}

/** Calls whatever the server is shown to have. */
function everyTool(given: AskedCall["arguments"]): string {
  return program(
    "const tools = suite as Record<string, (given: unknown) => Promise<unknown>>;",
    "const names = Object.keys(tools);",
    `const answers = await Promise.allSettled(names.map((name) => tools[name](${JSON.stringify(given)})));`,
  );
}

function program(...lines: readonly string[]): string {
  return [
    `import suite from "/servers/${SERVER}";`,
    "export async function exec() {",
    ...lines.map((line) => `  ${line}`),
    "  return answers;",
    "}",
  ].join("\n");
}

function write({ name, arguments: given }: AskedCall): string {
  return `suite[${JSON.stringify(name)}](${JSON.stringify(given)})`;
}

/** The suite asks for a null where the schema allows a boolean alone. Runbyte refuses that; an agent leaves it out. */
function withoutNulls(given: AskedCall["arguments"]): AskedCall["arguments"] {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}
