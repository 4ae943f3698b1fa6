/**
 * Part of the prelude: `DOMException`, events and abort signals.
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const EVENTS = String.raw`
const { apply, toText, push, mapGet, mapSet, define, fail, addTimer } = kit;
const EXCEPTION_CODES = { NotFoundError: 8, NotSupportedError: 9, InvalidCharacterError: 5, SyntaxError: 12, AbortError: 20,
  QuotaExceededError: 22, TimeoutError: 23, DataCloneError: 25 };
class DOMException extends Error {
  constructor(message = "", name = "Error") {
    super(message);
    define(this, "name", toText(name));
  }
  get code() {
    return EXCEPTION_CODES[this.name] ?? 0;
  }
}

class Event {
  constructor(type, options = {}) {
    this.type = toText(type);
    this.bubbles = options.bubbles === true;
    this.cancelable = options.cancelable === true;
    this.defaultPrevented = false;
    this.target = null;
    this.currentTarget = null;
    this.timeStamp = host.now();
  }
  preventDefault() {
    if (this.cancelable) this.defaultPrevented = true;
  }
  stopPropagation() {}
  stopImmediatePropagation() {
    define(this, "isStopped", true);
  }
}

class CustomEvent extends Event {
  constructor(type, options = {}) {
    super(type, options);
    this.detail = options.detail ?? null;
  }
}

class EventTarget {
  #listeners = new Map();
  addEventListener(type, callback, options) {
    if (callback === null || callback === undefined || (typeof options === "object" && options?.signal?.aborted)) return;
    const listeners = mapGet(this.#listeners, toText(type)) ?? [];
    if (listeners.some((listener) => listener.callback === callback)) return;
    push(listeners, { callback, once: typeof options === "object" && options?.once === true });
    mapSet(this.#listeners, toText(type), listeners);
    if (typeof options === "object") options?.signal?.addEventListener("abort", () => this.removeEventListener(type, callback));
  }
  removeEventListener(type, callback) {
    const listeners = mapGet(this.#listeners, toText(type));
    if (listeners !== undefined) mapSet(this.#listeners, toText(type), listeners.filter((each) => each.callback !== callback));
  }
  dispatchEvent(event) {
    event.target = event.currentTarget = this;
    const handler = this["on" + event.type];
    const listeners = mapGet(this.#listeners, event.type) ?? [];
    const all = typeof handler === "function" ? [{ callback: handler, once: false }, ...listeners] : [...listeners];
    for (const { callback, once } of all) {
      if (event.isStopped) break;
      if (once) this.removeEventListener(event.type, callback);
      try {
        if (typeof callback === "function") apply(callback, this, [event]);
        else callback.handleEvent(event);
      } catch (error) {
        fail(error);
      }
    }
    return !event.defaultPrevented;
  }
}

const abortSignalKey = Symbol("AbortSignal");
class AbortSignal extends EventTarget {
  #reason;
  #isAborted = false;
  onabort = null;
  constructor(key) {
    if (key !== abortSignalKey) throw new TypeError("Illegal constructor");
    super();
  }
  get aborted() {
    return this.#isAborted;
  }
  get reason() {
    return this.#reason;
  }
  throwIfAborted() {
    if (this.#isAborted) throw this.#reason;
  }
  static abort(reason) {
    const signal = new AbortSignal(abortSignalKey);
    AbortSignal[abortSignalKey](signal, reason);
    return signal;
  }
  static timeout(delay) {
    const signal = new AbortSignal(abortSignalKey);
    addTimer(() => AbortSignal[abortSignalKey](signal, new DOMException("signal timed out", "TimeoutError")), delay, [], false);
    return signal;
  }
  static any(signals) {
    const signal = new AbortSignal(abortSignalKey);
    for (const source of signals) {
      if (source.aborted) return AbortSignal.abort(source.reason);
    }
    for (const source of signals) source.addEventListener("abort", () => AbortSignal[abortSignalKey](signal, source.reason));
    return signal;
  }
  static [abortSignalKey](signal, reason = new DOMException("This operation was aborted", "AbortError")) {
    if (signal.#isAborted) return;
    signal.#isAborted = true;
    signal.#reason = reason;
    signal.dispatchEvent(new Event("abort"));
  }
}

class AbortController {
  #signal = new AbortSignal(abortSignalKey);
  get signal() {
    return this.#signal;
  }
  abort(reason) {
    AbortSignal[abortSignalKey](this.#signal, reason);
  }
}

return { DOMException, Event, CustomEvent, EventTarget, AbortSignal, AbortController };
`;
