/**
 * The pages of documentation that people read.
 *
 * @module
 */

const root = new URL("../../", import.meta.url);

/** A Markdown file. */
export interface Page {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** Returns all pages: those at the root and those in `docs`, without the decisions where these are not asked for. */
export async function readPages({ withDecisions = false } = {}): Promise<readonly Page[]> {
  const folders = ["", "docs/", ...(withDecisions ? ["docs/decisions/"] : [])];
  const paths = folders.flatMap((folder) =>
    [...Deno.readDirSync(new URL(folder, root))].filter(({ name }) => name.endsWith(".md"))
      .map(({ name }) => folder + name)
  );
  return await Promise.all(
    paths.sort().map(async (path) => ({ path, text: await Deno.readTextFile(new URL(path, root)) })),
  );
}
