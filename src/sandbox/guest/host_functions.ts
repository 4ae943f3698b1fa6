/**
 * The functions that the prelude gets as `host`, in terms of no particular engine.
 *
 * @module
 */

import type { ProgramListener } from "./engine_contract.ts";
import { createDecoding, encode, operate } from "./operations.ts";

/** A value that the prelude passes, to be read as what the function expects. */
export interface Argument {
  text(): string;
  number(): number;
  isTrue(): boolean;
  /** UTF-8 of a string. */
  textBytes(): Uint8Array;
  /** A copy of an ArrayBuffer. */
  bufferBytes(): Uint8Array;
}

/** What a function gives back; bytes become an ArrayBuffer. */
export type Result = undefined | boolean | number | string | Uint8Array<ArrayBuffer>;

/** A function that the prelude calls. It gets all its arguments, because only the prelude reaches it. */
export type HostFunction = (...args: Argument[]) => Result | void;

const NOTHING: Argument = {
  text: () => "",
  number: () => 0,
  isTrue: () => false,
  textBytes: () => new Uint8Array(),
  bufferBytes: () => new Uint8Array(),
};

/** Makes the functions of one instance. Before a program has begun there is no listener. */
export function createHostFunctions(
  listener: () => ProgramListener | undefined,
): Readonly<Record<string, HostFunction>> {
  const decode = createDecoding();
  return {
    name: (server = NOTHING, tool = NOTHING) => listener()?.name(server.text(), tool.text()),
    call: (call = NOTHING, target = NOTHING, args = NOTHING) =>
      listener()?.call(call.number(), target.number(), args.textBytes()),
    log: (level = NOTHING, line = NOTHING) => listener()?.log(level.text(), line.text()) ?? false,
    drop: () => listener()?.drop(),
    done: (kind = NOTHING, detail = NOTHING, payload = NOTHING, unawaited = NOTHING, warnings = NOTHING) =>
      listener()?.done(kind.text(), detail.text(), payload.textBytes(), unawaited.text(), warnings.text()),
    operate: (name = NOTHING, args = NOTHING) => operate(name.text(), args.text()),
    encode: (json = NOTHING) => encode(json.text()),
    decode: (options = NOTHING, stream = NOTHING, more = NOTHING, bytes = NOTHING) =>
      decode(options.text(), stream.number(), more.isTrue(), bytes.bufferBytes()),
    random: (bytes = NOTHING) => crypto.getRandomValues(new Uint8Array(bytes.number())),
    now: () => performance.now(),
  };
}
