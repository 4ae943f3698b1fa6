/**
 * Part of the prelude: text encoding, base64, random numbers and the clock.
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const WEB = String.raw`
const { toText, toJson, parseJson, operate, toException, clock, part } = kit;
const { copyBytes, isTypedArray } = part("kinds");

class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(text = "") {
    return new Uint8Array(host.encode(toJson(toText(text))));
  }
  encodeInto(text, target) {
    let read = 0;
    let written = 0;
    for (const character of toText(text)) {
      const bytes = this.encode(character);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

class TextDecoder {
  #options;
  #stream = 0;
  constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
    this.encoding = operate("encodingName", [toText(label)]);
    this.fatal = fatal === true;
    this.ignoreBOM = ignoreBOM === true;
    this.#options = toJson({ label: this.encoding, fatal: this.fatal, ignoreBOM: this.ignoreBOM });
  }
  decode(source, { stream = false } = {}) {
    const reply = parseJson(host.decode(this.#options, this.#stream, stream === true, copyBytes(source)));
    if (reply.error !== undefined) throw toException(reply.error.name, reply.error.message);
    this.#stream = reply.value.stream;
    return reply.value.text;
  }
}

function atob(text) {
  return operate("atob", [toText(text)]);
}

function btoa(text) {
  return operate("btoa", [toText(text)]);
}

const crypto = {
  getRandomValues(array) {
    if (!isTypedArray(array)) throw new TypeError("crypto.getRandomValues needs an array of integers");
    const bytes = array.byteLength;
    if (bytes > 65536) throw toException("QuotaExceededError", "at most 65536 bytes at a time");
    new Uint8Array(array.buffer, array.byteOffset, bytes).set(new Uint8Array(host.random(bytes)));
    return array;
  },
  randomUUID: () => operate("uuid", []),
  get subtle() {
    throw new ReferenceError("crypto.subtle does not exist here: only crypto.randomUUID and crypto.getRandomValues do");
  },
};

const performance = {
  now: () => host.now() - clock.origin,
  get timeOrigin() {
    return Date.now() - performance.now();
  },
  toJSON: () => ({ timeOrigin: performance.timeOrigin }),
};

return { TextEncoder, TextDecoder, atob, btoa, crypto, performance };
`;
