/**
 * A stranger's strings inside generated code.
 *
 * @module
 */

// Everything that shows nothing or moves other characters around: what is raw in a literal could make it read as
// something else than it is. U+2028 and U+2029 end a line in code before ES2019.
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Returns a JavaScript and TypeScript string literal for any string, in which every character is visible. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, escapeUnits);
}

/** Returns a property's name as it stands in an interface: bare where that is valid, else as a string literal. */
export function quoteKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** Returns an identifier as it stands in the braces of an `export`, under any name. */
export function exportAs(identifier: string, name: string): string {
  return name === identifier ? identifier : `${identifier} as ${quoteKey(name)}`;
}

function escapeUnits(character: string): string {
  return character.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
