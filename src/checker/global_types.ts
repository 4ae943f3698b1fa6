/**
 * Runbyte's globals beside the language's own, as the guest's prelude defines them.
 *
 * @module
 */

/** Declarations. A test holds them against the globals that a guest has. */
export const GLOBAL_TYPES = `
interface Console {
  assert(condition?: unknown, ...data: any[]): void;
  clear(): void;
  count(label?: string): void;
  countReset(label?: string): void;
  debug(...data: any[]): void;
  dir(...data: any[]): void;
  dirxml(...data: any[]): void;
  error(...data: any[]): void;
  group(...data: any[]): void;
  groupCollapsed(...data: any[]): void;
  groupEnd(): void;
  info(...data: any[]): void;
  log(...data: any[]): void;
  table(...data: any[]): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
  timeLog(label?: string, ...data: any[]): void;
  trace(...data: any[]): void;
  warn(...data: any[]): void;
}
declare var console: Console;

declare function setTimeout(callback: (...args: any[]) => unknown, delay?: number, ...args: any[]): number;
declare function setInterval(callback: (...args: any[]) => unknown, delay?: number, ...args: any[]): number;
declare function clearTimeout(id?: number): void;
declare function clearInterval(id?: number): void;
declare function queueMicrotask(callback: () => unknown): void;
declare function structuredClone<T>(value: T, options?: unknown): T;
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare function callTool(server: string, tool: string, args?: object): Promise<any>;

interface Performance { readonly timeOrigin: number; now(): number; toJSON(): any; }
declare var performance: Performance;
interface Crypto { getRandomValues<T>(array: T): T; randomUUID(): string; }
declare var crypto: Crypto;

interface TextEncoder {
  readonly encoding: string;
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}
declare var TextEncoder: { prototype: TextEncoder; new (): TextEncoder };
interface TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(source?: ArrayBufferLike | ArrayBufferView, options?: { stream?: boolean }): string;
}
declare var TextDecoder: {
  prototype: TextDecoder;
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
};

interface URLSearchParams extends Iterable<[string, string]> {
  readonly size: number;
  append(name: string, value: any): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: any): void;
  sort(): void;
  forEach(callback: (value: string, key: string, parent: URLSearchParams) => void, self?: any): void;
  entries(): IteratorObject<[string, string]>;
  keys(): IteratorObject<string>;
  values(): IteratorObject<string>;
  toString(): string;
}
declare var URLSearchParams: {
  prototype: URLSearchParams;
  new (init?: string | URLSearchParams | Iterable<readonly [string, any]> | Record<string, any>): URLSearchParams;
};
interface URL {
  hash: string;
  host: string;
  hostname: string;
  href: string;
  readonly origin: string;
  password: string;
  pathname: string;
  port: string;
  protocol: string;
  search: string;
  readonly searchParams: URLSearchParams;
  username: string;
  toString(): string;
  toJSON(): string;
}
declare var URL: {
  prototype: URL;
  new (url: string | URL, base?: string | URL): URL;
  canParse(url: string | URL, base?: string | URL): boolean;
  parse(url: string | URL, base?: string | URL): URL | null;
};

interface DOMException extends Error { readonly code: number; }
declare var DOMException: { prototype: DOMException; new (message?: string, name?: string): DOMException };
interface EventInit { bubbles?: boolean; cancelable?: boolean; composed?: boolean; }
interface Event {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly defaultPrevented: boolean;
  readonly target: any;
  readonly currentTarget: any;
  readonly timeStamp: number;
  preventDefault(): void;
  stopPropagation(): void;
  stopImmediatePropagation(): void;
}
declare var Event: { prototype: Event; new (type: string, options?: EventInit): Event };
interface CustomEvent<T = any> extends Event { readonly detail: T; }
declare var CustomEvent: {
  prototype: CustomEvent;
  new <T = any>(type: string, options?: EventInit & { detail?: T }): CustomEvent<T>;
};
type EventListener = ((event: any) => any) | { handleEvent(event: any): any };
interface EventTarget {
  addEventListener(type: string, callback: EventListener | null, options?: any): void;
  removeEventListener(type: string, callback: EventListener | null, options?: any): void;
  dispatchEvent(event: Event): boolean;
}
declare var EventTarget: { prototype: EventTarget; new (): EventTarget };
interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: any) => any) | null;
  throwIfAborted(): void;
}
declare var AbortSignal: {
  prototype: AbortSignal;
  abort(reason?: any): AbortSignal;
  timeout(delay: number): AbortSignal;
  any(signals: Iterable<AbortSignal>): AbortSignal;
};
interface AbortController { readonly signal: AbortSignal; abort(reason?: any): void; }
declare var AbortController: { prototype: AbortController; new (): AbortController };

interface InternalError extends Error {}
declare var InternalError: ErrorConstructor;
interface SymbolConstructor { readonly dispose: unique symbol; readonly asyncDispose: unique symbol; }
`;
