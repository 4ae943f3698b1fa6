/**
 * Reads a gzipped tar archive as `deno publish` makes it: plain files with short names.
 *
 * @module
 */

const BLOCK = 512;

/** Returns the files of an archive, each path with a slash in front. @throws {Error} for any other kind of entry. */
export async function untar(
  archive: ReadableStream<Uint8Array<ArrayBuffer>> | null,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  if (archive === null) throw new Error("there is no archive");
  const bytes = await new Response(archive.pipeThrough(new DecompressionStream("gzip"))).bytes();
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let at = 0; bytes[at] !== undefined && bytes[at] !== 0;) {
    const field = (offset: number, length: number) =>
      new TextDecoder().decode(bytes.subarray(at + offset, at + offset + length)).replace(/\0.*$/s, "")
        .trim();
    const kind = field(156, 1);
    if (kind !== "0" && kind !== "") throw new Error(`an entry of the kind ${kind}: ${field(0, 100)}`);
    const size = Number.parseInt(field(124, 12), 8);
    const path = [field(345, 155), field(0, 100)].filter((part) => part !== "").join("/");
    files.set(`/${path.replace(/^\.?\//, "")}`, bytes.slice(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
