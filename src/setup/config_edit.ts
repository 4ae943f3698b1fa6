/**
 * Changes to the text of Runbyte's config: servers come, go, and are switched on and off.
 *
 * @module
 */

import { isJsonObject } from "../json.ts";
import type { ServerEntry } from "./entry.ts";
import { keysAt, type MemberPath, obstacleTo, removeMember, setMember, valueAt } from "./jsonc_edit.ts";

/** The objects that hold servers, as the file spells them: Go matched keys without case. The first is the one to add to. */
function sections(text: string): readonly string[] {
  const keys = keysAt(text, []);
  return ["mcpservers", "servers"].flatMap((name) => keys.filter((key) => key.toLowerCase() === name));
}

/** Where a server stands: more than once, perhaps. */
function pathsOf(text: string, name: string): readonly MemberPath[] {
  return sections(text).flatMap((section) => keysAt(text, [section]).includes(name) ? [[section, name]] : []);
}

/** The servers of a config, as they are written there. The same name may stand in two sections: the one that counts is given. */
export function serversIn(text: string): ReadonlyMap<string, ServerEntry> {
  return new Map(
    sections(text).toReversed().flatMap((section) =>
      keysAt(text, [section]).map((
        name,
      ): [string, ServerEntry] => [name, entryOf(valueAt(text, [section, name]))])
    ),
  );
}

/** What is compared of an entry. A value of the wrong kind is reported elsewhere, and differs from every right one. */
function entryOf(value: unknown): ServerEntry {
  if (!isJsonObject(value)) return {};
  const url = value["url"] ?? value["serverUrl"] ?? value["httpUrl"];
  const { type, command, args, cwd, env, inheritEnv, headers, allow, deny } = value;
  const known = { type, command, args, cwd, env, inheritEnv, url, headers, allow, deny };
  const given = Object.entries(known).filter(([, one]) => one !== undefined);
  // Only what is equal to an entry of the right form is of interest.
  return Object.fromEntries(given) as ServerEntry;
}

/** Returns the key of what is no object and would be lost when servers of these names are added; `undefined` for none. */
export function obstacleIn(text: string, names: readonly string[]): string | undefined {
  return names.map((name) => obstacleTo(text, placeOf(text, name))).find((path) => path !== undefined)?.join(
    ".",
  );
}

/** Where a server is, or is going to be. */
function placeOf(text: string, name: string): MemberPath {
  return pathsOf(text, name)[0] ?? [sections(text)[0] ?? "mcpServers", name];
}

/** Adds servers, or sets those that are there. */
export function addServers(text: string, entries: readonly (readonly [string, ServerEntry])[]): string {
  return entries.reduce((edited, [name, entry]) => {
    return setMember(edited, placeOf(edited, name), entry);
  }, text);
}

/** Takes a server out. */
export function removeServer(text: string, name: string): string {
  return pathsOf(text, name).reduce(removeMember, text);
}

/** Switches a server on or off. */
export function switchServer(text: string, name: string, isOn: boolean): string {
  return pathsOf(text, name).reduce((edited, path) => {
    const keys = keysAt(edited, path);
    const spelt = (word: string) => keys.filter((key) => key.toLowerCase() === word);
    const on = [...spelt("enabled"), ...spelt("isactive")].filter((key) =>
      valueAt(edited, [...path, key]) === false
    );
    if (isOn) {
      return [...spelt("disabled"), ...on].reduce((text, key) => removeMember(text, [...path, key]), edited);
    }
    const [key = "disabled"] = spelt("disabled");
    return setMember(edited, [...path, key], true);
  }, text);
}
