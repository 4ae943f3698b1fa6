/**
 * The module `@runbyte/output`, with which a program returns images, audio, resources and plain text: its types, for
 * the agent and for the type check. What it runs as is a part of the guest's prelude.
 *
 * @module
 */

/** What programs import it by. The guest's module loader knows the same text. */
export const OUTPUT_SPECIFIER = "@runbyte/output";

/** The names it exports. */
export const OUTPUT_NAMES = ["image", "audio", "resource", "text", "content"] as const;

/** The module's declarations. Arguments are `unknown` where a tool's result goes in, which often has no type. */
export const OUTPUT_MODULE_TYPES = `/**
 * What the client shows as it is. exec() returns it alone, in an array (blocks in that order, other items as JSON) or
 * inside a value (a marker stays there, the block follows).
 */
export interface Output {
  readonly type: "text" | "image" | "audio" | "resource" | "content";
}
/** Base64, a data: URL, bytes (Uint8Array), or a tool's image block(s). mimeType is recognised when left out. */
export declare function image(data: unknown, mimeType?: string): Output;
/** Like image(), for audio. */
export declare function audio(data: unknown, mimeType?: string): Output;
/** A file for the client: its text, or base64 or bytes as blob; a link when it has neither. Also a tool's block(s). */
export declare function resource(
  contents: { uri: string; text?: string; blob?: string | Uint8Array; mimeType?: string; name?: string } | object,
): Output;
/** Text as it is, not as JSON: for Markdown, CSV, a diff. */
export declare function text(text: string): Output;
/** A tool's whole result: content blocks as they came, in their order. */
export declare function content(blocks: unknown): Output;
`;
