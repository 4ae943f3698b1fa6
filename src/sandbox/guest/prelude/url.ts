/**
 * Part of the prelude: `URL` and `URLSearchParams`. The guest process parses and writes with its own implementation,
 * which is the web platform's to the letter; a copy in JavaScript would be neither small nor exact.
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const URLS = String.raw`
const { apply, toText, push, define, defineProperty, operate } = kit;
let refreshSearch;

class URLSearchParams {
  #pairs = [];
  #onChange = undefined;
  constructor(init = "") {
    if (typeof init === "object" && init !== null) {
      const entries = typeof init[Symbol.iterator] === "function" ? init : Object.entries(init);
      for (const [name, value] of entries) push(this.#pairs, [toText(name), toText(value)]);
    } else this.#pairs = operate("parseQuery", [toText(init)]);
  }
  static {
    refreshSearch = (params, text, onChange) => {
      params.#pairs = operate("parseQuery", [text]);
      params.#onChange = onChange;
    };
  }
  get size() {
    return this.#pairs.length;
  }
  append(name, value) {
    push(this.#pairs, [toText(name), toText(value)]);
    this.#onChange?.();
  }
  delete(name, value) {
    this.#pairs = this.#pairs.filter((pair) => pair[0] !== toText(name) || (value !== undefined && pair[1] !== toText(value)));
    this.#onChange?.();
  }
  get(name) {
    return this.#pairs.find((pair) => pair[0] === toText(name))?.[1] ?? null;
  }
  getAll(name) {
    return this.#pairs.filter((pair) => pair[0] === toText(name)).map((pair) => pair[1]);
  }
  has(name, value) {
    return this.#pairs.some((pair) => pair[0] === toText(name) && (value === undefined || pair[1] === toText(value)));
  }
  set(name, value) {
    const index = this.#pairs.findIndex((pair) => pair[0] === toText(name));
    if (index < 0) push(this.#pairs, [toText(name), toText(value)]);
    else {
      this.#pairs[index][1] = toText(value);
      this.#pairs = this.#pairs.filter((pair, at) => at <= index || pair[0] !== toText(name));
    }
    this.#onChange?.();
  }
  sort() {
    this.#pairs.sort((a, b) => a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
    this.#onChange?.();
  }
  forEach(callback, self) {
    for (const [name, value] of this.#pairs) apply(callback, self, [value, name, this]);
  }
  *entries() {
    for (let index = 0; index < this.#pairs.length; index++) yield [this.#pairs[index][0], this.#pairs[index][1]];
  }
  *keys() {
    for (const [name] of this.entries()) yield name;
  }
  *values() {
    for (const [, value] of this.entries()) yield value;
  }
  toString() {
    return operate("writeQuery", [this.#pairs]);
  }
}
define(URLSearchParams.prototype, Symbol.iterator, URLSearchParams.prototype.entries);

class URL {
  #parts;
  #params;
  constructor(url, base) {
    this.#parts = operate("parseUrl", base === undefined ? [toText(url)] : [toText(url), toText(base)]);
  }
  static canParse(url, base) {
    return URL.parse(url, base) !== null;
  }
  static parse(url, base) {
    try {
      return base === undefined ? new URL(url) : new URL(url, base);
    } catch {
      return null;
    }
  }
  static change(url, name, value) {
    url.#parts = operate("changeUrl", [url.#parts.href, name, toText(value)]);
    if (url.#params !== undefined && (name === "search" || name === "href")) linkParams(url);
  }
  static link(url) {
    refreshSearch(url.#params, url.#parts.search, () => {
      url.#parts = operate("changeUrl", [url.#parts.href, "search", url.#params.toString()]);
    });
  }
  static part(url, name) {
    return url.#parts[name];
  }
  get searchParams() {
    if (this.#params === undefined) {
      this.#params = new URLSearchParams();
      linkParams(this);
    }
    return this.#params;
  }
  toString() {
    return this.#parts.href;
  }
  toJSON() {
    return this.#parts.href;
  }
}
const { change: changeUrl, link: linkParams, part: urlPart } = URL;
delete URL.change;
delete URL.link;
delete URL.part;
for (const name of ["href", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash", "origin"]) {
  defineProperty(URL.prototype, name, {
    get() {
      return urlPart(this, name);
    },
    set: name === "origin" ? undefined : function (value) {
      changeUrl(this, name, value);
    },
    enumerable: true,
    configurable: true,
  });
}
return { URL, URLSearchParams };
`;
