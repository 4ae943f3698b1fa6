/**
 * What is read of a schema, and for what.
 *
 * @module
 */

import type { CommentStyle } from "./property_comment.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How much of a schema is read. What lies beyond is `unknown`, or `any` in a result. */
export interface ReadLimits {
  /** Levels of nesting. 60 is four times the deepest of 1,722 published tools (13), and far from the stack's end. */
  readonly depth: number;
  /** Schemas and enumerated values in all, those under a name counted once. The largest of those tools has 497. */
  readonly nodes: number;
}

/** The limits with which a schema is read at first. */
export const READ_LIMITS: ReadLimits = { depth: 60, nodes: 1_500 };

/** What a schema is for, and how its types are called. */
export interface SchemaRole {
  /** The name of the declared type. */
  readonly name: string;
  /** What the names of the types within it begin with. */
  readonly prefix: string;
  /** In a result an object without listed properties may hold anything; as arguments it is empty. */
  readonly use: "arguments" | "result";
}

/** How a schema is read. */
export interface ReadOptions {
  /** Gives the stand-ins. */
  readonly vocabulary: Vocabulary;
  /** {@linkcode READ_LIMITS} unless given. */
  readonly limits?: ReadLimits;
  /** No comments unless given. */
  readonly comments?: CommentStyle | undefined;
}
