/**
 * Has V8 compile the functions that every start runs together with their file. It compiles a function when it is first
 * called, unless it is written in parentheses; and what the code cache holds is what was compiled with the file. So a
 * function without them is compiled anew at every start.
 *
 * @module
 */

import ts from "typescript";
import type { FunctionRange } from "./start_profile.ts";

/** A text to put in at a place. */
interface Insertion {
  readonly at: number;
  readonly text: "(" | ")";
}

/**
 * Puts functions of a bundle in parentheses. A declaration cannot have them: one at the top level becomes a variable, and
 * goes to the top of the file because declarations are there before anything runs. Others, and methods, stay as they are.
 */
export function precompile(source: string, ranges: readonly FunctionRange[]): string {
  const wanted = new Set(ranges.map(({ start, end }) => `${start}-${end}`));
  const file = ts.createSourceFile("main.js", source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const isWanted = (node: ts.Node) => wanted.has(`${node.getStart(file)}-${node.end}`);
  const insertions: Insertion[] = [];
  const look = (node: ts.Node): void => {
    if ((ts.isFunctionExpression(node) || ts.isArrowFunction(node)) && isWanted(node)) {
      insertions.push({ at: node.getStart(file), text: "(" }, { at: node.end, text: ")" });
    }
    ts.forEachChild(node, look);
  };
  look(file);
  insertions.sort((a, b) => a.at - b.at);
  const copy = copier(source, insertions);
  const declarations = file.statements.filter((statement): statement is NamedFunction =>
    ts.isFunctionDeclaration(statement) && statement.name !== undefined &&
    statement.modifiers?.some(({ kind }) => kind !== ts.SyntaxKind.AsyncKeyword) !== true &&
    isWanted(statement)
  );
  const moved = declarations.map((declaration) => {
    const { name } = declaration;
    // Without its name inside: there it could not be assigned to, and some assign to their own.
    const text = copy(declaration.getStart(file), name.getStart(file)) + copy(name.end, declaration.end);
    return `var ${name.text}=(${text});\n`;
  });
  let rest = "";
  let at = 0;
  for (const declaration of declarations) {
    rest += copy(at, declaration.getStart(file));
    at = declaration.end;
  }
  rest += copy(at, source.length);
  return moved.join("") + rest;
}

type NamedFunction = ts.FunctionDeclaration & { readonly name: ts.Identifier };

/** Makes a function that returns a part of the source with what is put into it. Asked for parts in any order. */
function copier(source: string, insertions: readonly Insertion[]): (from: number, to: number) => string {
  return (from, to) => {
    let text = "";
    let at = from;
    for (const insertion of insertions) {
      if (insertion.at < from || insertion.at > to) continue;
      text += source.slice(at, insertion.at) + insertion.text;
      at = insertion.at;
    }
    return text + source.slice(at, to);
  };
}
