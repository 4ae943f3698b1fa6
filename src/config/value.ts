/**
 * Values of the config by the kind of their field. What is of another kind is reported: what was expected and what kind
 * was found, never the value.
 *
 * @module
 */

import type { Field } from "./field.ts";
import { type Member, membersOf } from "./member.ts";
import type { Place, Reporter } from "./problem.ts";
import { type JsonNode, kindInWords } from "./syntax.ts";

/** A value and where it stands. */
export interface Sourced<T> {
  readonly value: T;
  readonly place: Place;
}

/** What each kind of field is read as. */
export interface KindValues {
  "text": string;
  "choice": string;
  "switch": boolean;
  "whole number": number;
  "number": number;
  "text list": readonly Sourced<string>[];
  "text map": ReadonlyMap<string, Sourced<string>>;
  "switch or names": boolean | readonly string[];
  "section": JsonNode;
}

/** Reads a value of the field's kind, or reports what it is instead. */
export function readValue(field: Field, member: Member, report: Reporter): unknown {
  const { node, place } = member;
  switch (field.kind) {
    case "text":
      return node.type === "string" ? textOf(node) : mistake(member, "a string", report);
    case "choice":
      return readChoice(field, member, report);
    case "switch":
      return node.type === "boolean" ? node.value === true : mistake(member, "true or false", report);
    case "whole number":
    case "number":
      return readNumber(field, member, report);
    case "text list":
      if (field.takesOne && node.type === "string") return [{ value: textOf(node), place }];
      return node.type === "array"
        ? readTexts(node, place, report)
        : mistake(member, field.takesOne ? "a string or an array of strings" : "an array of strings", report);
    case "text map":
      return node.type === "object"
        ? readTextMap(node, place, report)
        : mistake(member, "an object of strings", report);
    case "switch or names":
      return readSwitchOrNames(member, report);
    case "section":
      return sectionOf(member, report);
    default:
      return field.kind satisfies never;
  }
}

/** Returns a member's value if it is an object, or reports what it is instead. */
export function sectionOf(member: Member, report: Reporter): JsonNode | undefined {
  return member.node.type === "object" ? member.node : mistake(member, "an object", report);
}

/** Reports a value of the wrong kind; the value itself is not repeated. */
function mistake(
  { node, place }: Pick<Member, "node" | "place">,
  expected: string,
  report: Reporter,
  effect = "",
): undefined {
  report.error(place, `must be ${expected}, but is ${kindInWords(node)}${effect}`);
}

/** A setting that cannot be used does not keep Runbyte from starting; the operator is told what holds instead. */
function describeDefault(field: Field): string {
  const { default: value } = field;
  return typeof value === "number" || typeof value === "string" ? `; the default, ${value}, applies` : "";
}

function textOf(node: JsonNode): string {
  // Go replaces lone surrogates; a child's arguments and headers cannot carry them either.
  return String(node.value).toWellFormed();
}

function readChoice(field: Field, member: Member, report: Reporter): string | undefined {
  const { choices = [] } = field;
  const expected = choices.map((choice) => JSON.stringify(choice)).join(" or ");
  if (member.node.type !== "string") return mistake(member, expected, report, describeDefault(field));
  const text = textOf(member.node);
  if (choices.includes(text)) return text;
  report.error(member.place, `must be ${expected}${describeDefault(field)}`);
}

function readNumber(field: Field, member: Member, report: Reporter): number | undefined {
  const whole = field.kind === "whole number";
  const value: unknown = member.node.value;
  if (typeof value !== "number") return mistake(member, `a ${field.kind}`, report, describeDefault(field));
  const least = field.least ?? -Infinity;
  const most = field.most ?? (whole ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE);
  if (whole && !Number.isInteger(value)) {
    report.error(member.place, `must be a whole number${describeDefault(field)}`);
  } else if (value < least || value > most) {
    const bound = value < least ? `at least ${least}` : `at most ${most}`;
    report.error(member.place, `must be ${bound}${describeDefault(field)}`);
  } else {
    return value;
  }
}

function readTexts(node: JsonNode, place: Place, report: Reporter): readonly Sourced<string>[] {
  return (node.children ?? []).flatMap((child, index) => {
    const member = { node: child, place: { path: `${place.path}[${index}]`, offset: child.offset } };
    const text = readMemberText(member, report);
    return text === undefined ? [] : [{ value: text, place: member.place }];
  });
}

function readTextMap(node: JsonNode, place: Place, report: Reporter): ReadonlyMap<string, Sourced<string>> {
  const texts = new Map<string, Sourced<string>>();
  for (const member of membersOf(node, place, report)) {
    const text = readMemberText(member, report);
    if (text !== undefined) texts.set(member.key, { value: text, place: member.place });
  }
  return texts;
}

/** A string within a list or map, where Go reads `null` as an empty one. */
function readMemberText(member: Pick<Member, "node" | "place">, report: Reporter): string | undefined {
  if (member.node.type === "string") return textOf(member.node);
  if (member.node.type !== "null") return mistake(member, "a string", report);
  report.warning(member.place, "null is read as an empty string");
  return "";
}

function readSwitchOrNames(member: Member, report: Reporter): boolean | readonly string[] | undefined {
  if (member.node.type === "boolean") return member.node.value === true;
  if (member.node.type === "array") {
    return readTexts(member.node, member.place, report).map((name) => name.value);
  }
  return mistake(member, "true, false or an array of names", report);
}
