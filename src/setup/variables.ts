/**
 * Texts of a client's config → texts of Runbyte's: the same variables in Runbyte's words, and a dollar sign that was a dollar
 * sign stays one.
 *
 * @module
 */

import type { VariableStyle } from "./client.ts";

/** Where a text stands. */
export interface TextPlace {
  readonly variables: VariableStyle;
  /** The folder of the project, for `${workspaceFolder}`. */
  readonly folder: string;
  readonly home: string;
}

/** What a text asks for that Runbyte cannot ask for. */
export interface Translation {
  readonly text: string;
  /** Inputs that the client asks the user for, and the variables that stand for them now. */
  readonly inputs: readonly { readonly id: string; readonly variable: string }[];
  /** Whether it names the folder that is open in the editor. */
  readonly namesFolder: boolean;
  /** References that mean nothing outside the client. */
  readonly unknown: readonly string[];
}

/**
 * Translates a text. `${input:api-key}` becomes the variable `API_KEY`, because nobody is there to be asked when Runbyte
 * starts a server.
 */
export function translate(text: string, place: TextPlace): Translation {
  switch (place.variables) {
    case "none":
      return plain(literal(text));
    case "shell":
      return plain(text);
    case "braces":
      // Claude Code replaces ${NAME} and ${NAME:-default}; every other dollar sign is one.
      return plain(text.replace(/\$\{\w+(?::-[^}]*)?\}|\$/g, (found) => found === "$" ? "$$" : found));
    case "prefixed":
      return translatePrefixed(text, place);
  }
}

/** A text in which no dollar sign means anything. */
export function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}

function plain(text: string): Translation {
  return { text, inputs: [], namesFolder: false, unknown: [] };
}

function translatePrefixed(text: string, { folder, home }: TextPlace): Translation {
  const inputs: { id: string; variable: string }[] = [];
  const unknown: string[] = [];
  let namesFolder = false;
  const translated = text.replace(/\$\{([^}]*)\}|\$/g, (found, reference: string | undefined) => {
    if (reference === undefined) return "$$";
    const [, kind, name = ""] = /^(env|input|file):(.*)$/s.exec(reference) ?? [];
    switch (kind ?? reference) {
      case "env":
        return /^[A-Za-z_]\w*$/.test(name) ? `\${${name}}` : literal(found);
      case "file":
        return found;
      case "input": {
        const variable = variableOf(name);
        inputs.push({ id: name, variable });
        return `\${${variable}}`;
      }
      case "workspaceFolder":
      case "workspaceRoot":
        namesFolder = true;
        return literal(folder);
      case "workspaceFolderBasename":
        namesFolder = true;
        return literal(folder.split(/[\\/]/).at(-1) ?? "");
      case "userHome":
        return literal(home);
      case "pathSeparator":
      case "/":
        return home.includes("\\") ? "\\" : "/";
      default:
        unknown.push(/^\w+/.exec(reference)?.[0] ?? "?");
        return literal(found);
    }
  });
  return { text: translated, inputs, namesFolder, unknown };
}

/** A name for a variable. */
function variableOf(id: string): string {
  const name = id.replace(/([a-z\d])([A-Z])/g, "$1_$2").toUpperCase().replace(/[^A-Z\d]+/g, "_").replace(
    /^_+|_+$/g,
    "",
  );
  return /^[A-Z]/.test(name) ? name : `INPUT_${name || "VALUE"}`;
}
