/**
 * Where a request came from, as far as it tells callers apart.
 *
 * @module
 */

/**
 * Returns the address by which callers are counted. Of IPv6 it is the first half: whoever has one address there has all
 * of its network's, and could be 2^64 callers.
 */
export function callerAddress(remote: string): string {
  const [plain = ""] = remote.toLowerCase().split("%");
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!plain.includes(":") || plain === "::1") return plain;
  const [head = "", tail] = plain.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0");
  const groups = tail === undefined ? front : [...front, ...gap, ...back];
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
