/**
 * Archives that have the same bytes whenever and wherever they are made of the same files.
 *
 * Made by packages, because the programs that systems have for it differ in their flags, and none writes both formats.
 *
 * @module
 */

import { zipSync } from "fflate";
import { createTar } from "nanotar";
import { gzipSync } from "node:zlib";

/** A file in an archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly data: Uint8Array;
  /** Whether it can be run. */
  readonly isExecutable?: boolean;
}

const modeOf = ({ isExecutable }: ArchivedFile) => isExecutable === true ? 0o755 : 0o644;

/** Makes a `.tar.gz`. @param time When its files were made, in seconds since 1970. */
export function makeTarGz(files: readonly ArchivedFile[], time: number): Uint8Array {
  const tar = createTar(
    files.map((file) => ({
      name: file.name,
      data: file.data,
      attrs: { mode: modeOf(file).toString(8), mtime: time * 1_000, uid: 0, gid: 0 },
    })),
  );
  return gzipSync(tar, { level: 9 });
}

/** Makes a `.zip`. @param time When its files were made, in seconds since 1970. */
export function makeZip(files: readonly ArchivedFile[], time: number): Uint8Array {
  // The format has no time zone, and the package writes the hours of this machine's.
  const utc = new Date(time * 1_000);
  const mtime = new Date(utc.getTime() + utc.getTimezoneOffset() * 60_000);
  return zipSync(
    Object.fromEntries(
      files.map((
        file,
      ) => [file.name, [file.data, { os: 3, attrs: (0o100_000 | modeOf(file)) << 16, mtime }]]),
    ),
    { level: 9 },
  );
}
