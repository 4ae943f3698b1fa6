/**
 * What the guest and its engine expect of each other, whatever engine that is.
 *
 * @module
 */

/** What a program's prelude tells the guest process. Texts are JSON where they hold anything of the program's. */
export interface ProgramListener {
  /** The next target of calls; the first is number 0. */
  name(serverJson: string, toolJson: string): void;
  call(call: number, target: number, args: Uint8Array): void;
  /** Returns whether there is room for another line. */
  log(level: string, textJson: string): boolean;
  drop(): void;
  done(kind: string, detail: string, payload: Uint8Array, unawaitedJson: string, warningsJson: string): void;
}

/** A module's text, or why there is none. */
export type LoadedModule =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly reason: string };

/** What an instance is told about the program it is to run. */
export interface ProgramSetup {
  readonly listener: ProgramListener;
  /** Asked again and again while code runs; true ends it. */
  readonly isOver: () => boolean;
  /** Canonical path of a specifier. Must not throw: the library garbles an error of the normalizer. */
  readonly resolve: (base: string, specifier: string) => string;
  readonly load: (path: string) => LoadedModule;
  readonly limits: {
    readonly answerBytes: number;
    readonly argumentBytes: number;
    readonly toolCalls: number;
  };
}

/** The instance cannot go on and must be dropped. */
export class EngineFault extends Error {
  readonly kind: "interrupted" | "stackOverflow" | "outOfMemory" | "trapped";
  /** The engine's frames where it happened, as far as it tells. */
  readonly place: string;

  constructor(kind: EngineFault["kind"], message: string, place = "") {
    super(message);
    this.kind = kind;
    this.place = place;
  }
}
