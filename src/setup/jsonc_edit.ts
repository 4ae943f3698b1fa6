/**
 * Changes to JSON with comments that leave everything else as it stands: comments, order, indentation, line breaks.
 *
 * Not jsonc-parser's own `modify()`: that one takes comments beside what it removes along, and puts new members between a
 * member and the comment behind it.
 *
 * @module
 */

import { createScanner, type Node, parseTree, stripComments } from "jsonc-parser";

/** Keys from the outermost object to a member. */
export type MemberPath = readonly string[];

/** Numbers of jsonc-parser's `SyntaxKind`, a `const enum` that `verbatimModuleSyntax` keeps out of reach. */
const TOKEN = { comma: 5, lineComment: 12, blockComment: 13, lineBreak: 14, space: 15 } as const;

/** A member of an object: `"key": value`. */
type Property = Node;

/**
 * Returns `text` with a member set, and the objects on the way made where they are missing. Of several members under one
 * key the last is set, because that is the one that counts.
 *
 * @param text must be valid; a text without any value stands for an empty object.
 */
export function setMember(text: string, path: MemberPath, value: unknown): string {
  const root = parse(text);
  if (root === undefined) {
    const eol = eolOf(text);
    const before = text.trim() === "" ? "" : `${text.trimEnd()}${eol}`;
    return `${before}${render(nest(path, value), "", unitOf(text), eol)}${eol}`;
  }
  let object = root;
  for (const [index, key] of path.entries()) {
    const property = memberOf(object, key);
    const child = property?.children?.[1];
    const isLast = index === path.length - 1;
    if (child !== undefined && (isLast || child.type !== "object")) {
      const shown = render(
        nest(path.slice(index + 1), value),
        indentAt(text, child.offset),
        unitOf(text),
        eolOf(text),
      );
      return splice(text, child.offset, child.offset + child.length, shown);
    }
    if (child === undefined) return insert(text, object, key, nest(path.slice(index + 1), value));
    object = child;
  }
  return text;
}

/** Returns `text` without a member, however often it is there; the text itself where it is not. */
export function removeMember(text: string, path: MemberPath): string {
  const parent = nodeAt(parse(text), path.slice(0, -1));
  const property = parent && memberOf(parent, path.at(-1) ?? "");
  if (parent === undefined || property === undefined) return text;
  return removeMember(remove(text, parent, property), path);
}

/**
 * Returns what stands in the way of a member: the path of something that is no object on the way to it, and that
 * {@linkcode setMember} would replace. `null` is nothing.
 */
export function obstacleTo(text: string, path: MemberPath): MemberPath | undefined {
  const root = parse(text);
  for (let length = 0; length < path.length; length++) {
    const node = nodeAt(root, path.slice(0, length));
    if (node === undefined || node.type === "null") return undefined;
    if (node.type !== "object") return path.slice(0, length);
  }
  return undefined;
}

/** Whether there is nothing in a text but white space and comments. */
export function isBlank(text: string): boolean {
  return stripComments(text).trim() === "";
}

/** The keys of the object at a path, as they are written. */
export function keysAt(text: string, path: MemberPath): readonly string[] {
  const node = nodeAt(parse(text), path);
  return node?.type === "object" ? (node.children ?? []).map(keyOf) : [];
}

/** The value at a path as plain data; `undefined` where there is none. */
export function valueAt(text: string, path: MemberPath): unknown {
  const node = nodeAt(parse(text), path);
  return node && plainValue(node);
}

/** A tree as plain data. Objects have no prototype, so that `__proto__` is a key like any other. */
function plainValue(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(plainValue);
  if (node.type !== "object") return node.value;
  const object: Record<string, unknown> = Object.create(null);
  for (const property of node.children ?? []) {
    const value = property.children?.[1];
    if (value !== undefined) object[keyOf(property)] = plainValue(value);
  }
  return object;
}

function parse(text: string): Node | undefined {
  return parseTree(text, [], { allowTrailingComma: true });
}

function nodeAt(root: Node | undefined, path: MemberPath): Node | undefined {
  return path.reduce<Node | undefined>((node, key) => node && memberOf(node, key)?.children?.[1], root);
}

function memberOf(object: Node, key: string): Property | undefined {
  if (object.type !== "object") return undefined;
  return object.children?.findLast((property) => keyOf(property) === key);
}

function keyOf(property: Property): string {
  return String(property.children?.[0]?.value ?? "");
}

function nest(path: MemberPath, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

/** Adds a member behind the last one, and behind what stands on that one's line. */
function insert(text: string, object: Node, key: string, value: unknown): string {
  const eol = eolOf(text);
  const unit = unitOf(text);
  const end = object.offset + object.length - 1;
  const last = object.children?.at(-1);
  const isInline = last !== undefined && !text.slice(object.offset, end).includes("\n");
  if (isInline) {
    const { commaAt } = follow(text, endOf(last));
    const at = commaAt === undefined ? endOf(last) : commaAt + 1;
    const isTight = /\S/.test(text.charAt(object.offset + 1));
    const member = ` ${JSON.stringify(key)}: ${isTight ? JSON.stringify(value) : renderInline(value)}`;
    return splice(text, at, at, `${commaAt === undefined ? "," : ""}${member}`);
  }
  const outer = indentAt(text, object.offset);
  const indent = last === undefined ? outer + unit : indentAt(text, last.offset);
  const member = `${indent}${JSON.stringify(key)}: ${render(value, indent, unit, eol)}`;
  if (last === undefined) {
    const inside = text.slice(object.offset + 1, end).trimEnd();
    return splice(text, object.offset + 1, end, `${inside}${eol}${member}${eol}${outer}`);
  }
  const { commaAt, lineEnd } = follow(text, endOf(last));
  // A file that ends its lists with a comma goes on doing so.
  const added = `${eol}${member}${commaAt === undefined ? "" : ","}`;
  const endsHere = text[lineEnd] === "}";
  const at = endsHere ? text.slice(0, lineEnd).trimEnd().length : lineEnd;
  const whole = splice(text, at, lineEnd, endsHere ? `${added}${eol}${outer}` : added);
  return commaAt === undefined ? splice(whole, endOf(last), endOf(last), ",") : whole;
}

function remove(text: string, object: Node, property: Property): string {
  const { commaAt, lineEnd } = follow(text, endOf(property));
  const siblings = object.children ?? [];
  const previous = siblings[siblings.indexOf(property) - 1];
  const isFirstOfLine = text.slice(lineStart(text, property.offset), property.offset).trim() === "";
  const hasLineToItself = isFirstOfLine && /^[\r\n]/.test(text.slice(lineEnd));
  const from = hasLineToItself ? lineStart(text, property.offset) : property.offset;
  const to = hasLineToItself
    ? lineEnd + (text.startsWith("\r\n", lineEnd) ? 2 : 1)
    : afterSpace(text, (commaAt ?? endOf(property) - 1) + 1);
  const without = splice(text, from, to, "");
  if (commaAt !== undefined || previous === undefined) return without;
  // What is now the last one needs no comma any more.
  const { commaAt: stale } = follow(without, endOf(previous));
  return stale === undefined ? without : splice(without, stale, stale + 1, "");
}

/** What follows a member: the comma that belongs to it, and where its line ends, comments included. */
function follow(
  text: string,
  from: number,
): { readonly commaAt: number | undefined; readonly lineEnd: number } {
  const scanner = createScanner(text);
  scanner.setPosition(from);
  let commaAt: number | undefined;
  let lineEnd: number | undefined;
  for (;;) {
    // The numbers are those of the enumeration that it returns.
    const token = scanner.scan() as number;
    const at = scanner.getTokenOffset();
    if (token === TOKEN.comma && commaAt === undefined) {
      commaAt = at;
      // A comma on a later line is the member's all the same.
      if (lineEnd !== undefined) return { commaAt, lineEnd: Math.max(lineEnd, at + 1) };
    } else if (token === TOKEN.lineBreak) {
      lineEnd ??= at;
      if (commaAt !== undefined) return { commaAt, lineEnd };
    } else if (token !== TOKEN.space && token !== TOKEN.lineComment && token !== TOKEN.blockComment) {
      return { commaAt, lineEnd: lineEnd ?? at };
    }
  }
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function afterSpace(text: string, from: number): number {
  return from + (/^[ \t]*/.exec(text.slice(from))?.[0].length ?? 0);
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}

/** The white space that the line of an offset begins with. */
function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? "";
}

/** What the file indents with: the white space of its first indented line. */
function unitOf(text: string): string {
  return /^(?:\t|[ ]{1,8})(?=["}/[{])/m.exec(text)?.[0] ?? "  ";
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** A value on one line, with the spaces that people put there. */
function renderInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(renderInline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${JSON.stringify(key)}: ${renderInline(one)}`]
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** Longest list that is written on one line. */
const LINE_LENGTH = 80;

/** A value as people write it: like `JSON.stringify()`, with short lists on one line. */
export function render(value: unknown, indent = "", unit = "  ", eol = "\n"): string {
  const isList = Array.isArray(value);
  const isNested = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!isNested) return JSON.stringify(value);
  const inner = indent + unit;
  if (isList && value.every((one) => typeof one !== "object")) {
    const line = `[${value.map((one) => JSON.stringify(one)).join(", ")}]`;
    if (inner.length + line.length <= LINE_LENGTH) return line;
  }
  const members = isList
    ? value.map((one) => inner + render(one, inner, unit, eol))
    : Object.entries(value).flatMap(([key, one]) =>
      one === undefined ? [] : [`${inner}${JSON.stringify(key)}: ${render(one, inner, unit, eol)}`]
    );
  const [open, close] = isList ? "[]" : "{}";
  return `${open}${eol}${members.join(`,${eol}`)}${eol}${indent}${close}`;
}

function splice(text: string, from: number, to: number, content: string): string {
  return text.slice(0, from) + content + text.slice(to);
}
