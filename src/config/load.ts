/**
 * Loads the config: one call from the command line's words and the environment to a checked `Config`.
 *
 * @module
 */

import { dirname, isAbsolute, resolve } from "node:path";
import type { Config, ConfigSource, LoadedConfig, TypeCheckMode } from "./config.ts";
import { warnOfStrangers } from "./confirm.ts";
import { findConfigFile, HINT } from "./find.ts";
import { ROOT, SERVER } from "./fields.ts";
import { LIMITS } from "./limit_fields.ts";
import { type Member, membersOf } from "./member.ts";
import { type Place, Report, type Reporter } from "./problem.ts";
import { type KnownMember, knownMembers, readObject, type Values } from "./read.ts";
import { readSecret } from "./secret_file.ts";
import { SecretSet } from "./secrets.ts";
import { expandText, type Surroundings } from "./server_entry.ts";
import { type SortedServers, sortServers } from "./servers.ts";
import { readLimits, readServerSettings } from "./settings.ts";
import { type JsonNode, kindInWords, parseJsonc, positions } from "./syntax.ts";
import { readValue, sectionOf, type Sourced } from "./value.ts";
import type { LogLevel } from "../log.ts";
import { stateFolder } from "../own_folders.ts";

/**
 * Finds, reads, expands and checks the config, and tells every problem at once. Never rejects for what is wrong with a
 * config. Without a file, servers that `RUNBYTE_SERVER_*` variables define are enough.
 */
export async function loadConfig(source: ConfigSource): Promise<LoadedConfig> {
  const found = await findConfigFile(source);
  switch (found.kind) {
    case "failed": {
      const file = found.file === undefined ? {} : { file: found.file };
      return { problems: [{ severity: "error", path: "", message: found.message, ...file }] };
    }
    case "none": {
      const report = new Report();
      return assemble(NOTHING, undefined, source, report, () => found.message);
    }
    case "found":
      return readConfig(found, source);
    default:
      return found satisfies never;
  }
}

/** Reads, expands and checks the text of a config file: {@linkcode loadConfig} without the disk. */
export function readConfig(
  { file, text }: { readonly file: string; readonly text: string },
  source: Pick<ConfigSource, "env" | "home" | "host" | "port" | "readSecret">,
): LoadedConfig {
  const report = new Report(file, positions(text));
  const { root, faults } = parseJsonc(text);
  for (const { offset, message } of faults) report.error({ path: "", offset }, message);
  if (root === undefined || faults.length > 0) return { problems: report.problems() };
  // Go reads null into anything as nothing.
  if (root.type !== "object" && root.type !== "null") {
    report.error(
      { path: "", offset: root.offset },
      `the config must be an object, but is ${kindInWords(root)}`,
    );
    return { problems: report.problems() };
  }
  const document = readRoot(root, report);
  return assemble(document, file, source, report, describeNone);
}

/** The parts of the file. */
interface Document {
  /** Where to blame the lack of servers. */
  readonly place: Place;
  readonly entries: readonly Member[];
  readonly server: Values<typeof SERVER.fields>;
  readonly limits: Values<typeof LIMITS.fields>;
  readonly typeCheck: TypeCheckMode;
  readonly logLevel: LogLevel;
  readonly audit: Sourced<string> | undefined;
  readonly state: Sourced<string> | undefined;
  readonly expose: readonly string[];
  readonly confirm: readonly Sourced<string>[];
}

const NOTHING: Document = {
  place: { path: "" },
  entries: [],
  server: {},
  limits: {},
  typeCheck: ROOT.fields.typeCheck.default,
  logLevel: ROOT.fields.logLevel.default,
  audit: undefined,
  state: undefined,
  expose: [],
  confirm: [],
};

function readRoot(root: JsonNode, report: Reporter): Document {
  const whole: Place = { path: "", offset: root.offset };
  const members = root.type === "object" ? knownMembers(root, whole, ROOT, report) : [];
  const sections = members.flatMap(({ key, member }) => {
    if (SETTINGS.has(key)) return [];
    const node = sectionOf(member, report);
    return node === undefined ? [] : [{ key, node, place: member.place }];
  });
  const of = (key: keyof typeof ROOT.fields) => sections.filter((section) => section.key === key);
  const named = of("mcpServers");
  const alias = of("servers");
  if (named.length > 0 && alias[0] !== undefined) {
    report.warning(
      alias[0].place,
      'merged with "mcpServers", which counts where both have a server of the same name',
    );
  }
  // Several sections of one name are merged, as Go does it when a key is given twice.
  const entries = [...alias, ...named].flatMap(({ node, place }) =>
    membersOf(node, place, report, { showKeys: true })
  );
  const merge = <T extends object>(values: readonly T[]): T => Object.assign({}, ...values);
  return {
    place: { path: "mcpServers", offset: named[0]?.place.offset ?? root.offset },
    entries: [...new Map(entries.map((entry) => [entry.key, entry])).values()],
    server: merge(of("server").map(({ node, place }) => readObject(node, place, SERVER, report))),
    limits: merge(of("limits").map(({ node, place }) => readObject(node, place, LIMITS, report))),
    ...readSettings(members, report),
  };
}

/** The keys of the outermost object that are no sections. */
const SETTINGS = new Set(
  Object.entries(ROOT.fields).filter(([, { kind }]) => kind !== "section").map(([key]) => key),
);

function readSettings(
  members: readonly KnownMember[],
  report: Reporter,
): Omit<Document, "place" | "entries" | "server" | "limits"> {
  const { typeCheck, logLevel } = ROOT.fields;
  const read = (key: keyof typeof ROOT.fields) => {
    const given = members.filter((one) => one.key === key).at(-1);
    const value = given && readValue(ROOT.fields[key], given.member, report);
    return given && value !== undefined ? { value, place: given.member.place } : undefined;
  };
  const readText = (key: keyof typeof ROOT.fields) => {
    const { value, place } = read(key) ?? {};
    return typeof value === "string" && place ? { value, place } : undefined;
  };
  // The kind of the field has chosen the reader.
  const readTexts = (key: "expose" | "confirm") => (read(key)?.value ?? []) as readonly Sourced<string>[];
  /** Whether a list says what it is to say. Else as much must be asked as it can have meant. */
  const isReadable = (key: "confirm") => {
    const { node, place } = members.findLast((one) => one.key === key)?.member ?? {};
    if (node === undefined || node.type === "string") return true;
    if (node.type === "array" && (node.children ?? []).every(({ type }) => type === "string")) return true;
    if (place) report.warning(place, "cannot be read as a whole: the user is asked about every call");
    return false;
  };
  const [check, level] = [read("typeCheck")?.value, read("logLevel")?.value];
  return {
    typeCheck: typeCheck.choices.find((choice) => choice === check) ?? typeCheck.default,
    logLevel: logLevel.choices.find((choice) => choice === level) ?? logLevel.default,
    audit: readText("audit"),
    state: readText("state"),
    expose: readTexts("expose").map(({ value }) => value),
    confirm: isReadable("confirm") ? readTexts("confirm") : [{ value: "*", place: { path: "confirm" } }],
  };
}

/** The absolute path of the audit file. */
function auditPath(
  audit: Sourced<string> | undefined,
  around: Surroundings,
  report: Reporter,
): string | undefined {
  if (audit === undefined) return undefined;
  const { value, place } = expandText(audit, ROOT.fields.audit, around, report);
  if (value !== "" && !value.includes("\0") && !/[\\/]$/.test(value)) {
    return isAbsolute(value) ? value : resolve(around.folder, value);
  }
  report.error(place, "names no file: tool calls are not recorded");
}

/** The absolute path of the folder for what is remembered. */
function statePath(
  state: Sourced<string> | undefined,
  around: Surroundings,
  report: Reporter,
): string | undefined {
  const { value, place } = state === undefined
    ? { value: "", place: undefined }
    : expandText(state, ROOT.fields.state, around, report);
  if (value !== "" && !value.includes("\0")) return isAbsolute(value) ? value : resolve(around.folder, value);
  if (place !== undefined) report.error(place, "names no folder: the default applies");
  return around.home ? resolve(stateFolder(around.home)) : undefined;
}

/** Makes the config of the file's parts and the environment; without a usable server there is none. */
function assemble(
  document: Document,
  file: string | undefined,
  source: Pick<ConfigSource, "env" | "home" | "host" | "port" | "readSecret">,
  report: Report,
  describeLack: (servers: SortedServers) => string,
): LoadedConfig {
  const files = new Set(file === undefined ? [] : [file]);
  const around: Surroundings = {
    env: source.env,
    home: source.home,
    folder: file === undefined ? "." : dirname(file),
    readSecret: (path) => {
      files.add(path);
      return (source.readSecret ?? readSecret)(path);
    },
    secrets: new SecretSet(),
  };
  const sorted = sortServers(document.entries, around, report);
  const server = readServerSettings(document.server, {
    env: source.env,
    report,
    flags: source,
    expandToken: (token) => {
      const { value } = expandText(token, SERVER.fields.tokens, around, report);
      around.secrets.addNamed("token", value);
      return value;
    },
  });
  const limits = readLimits(document.limits, server.timeoutMs);
  if (sorted.servers.length === 0) {
    report.error(document.place, describeLack(sorted));
    return { problems: report.problems() };
  }
  warnOfStrangers(document.confirm, sorted, report);
  const { typeCheck, logLevel } = document;
  const confirm = document.confirm.map(({ value }) => value);
  const audit = auditPath(document.audit, around, report);
  const state = statePath(document.state, around, report);
  const config: Config = {
    ...(file === undefined ? {} : { file }),
    ...(audit === undefined ? {} : { audit }),
    ...(state === undefined ? {} : { state }),
    ...{ server, limits, typeCheck, logLevel, expose: document.expose, confirm, ...sorted },
    secrets: around.secrets.values,
    files: [...files],
  };
  return { config, problems: report.problems() };
}

function describeNone({ rejected, disabled }: SortedServers): string {
  const counts = [
    ...(rejected.length > 0 ? [`${rejected.length} cannot be used`] : []),
    ...(disabled.length > 0 ? [`${disabled.length} switched off`] : []),
  ];
  return `no MCP servers configured${counts.length > 0 ? ` (${counts.join(", ")})` : ""}. ${HINT}`;
}
