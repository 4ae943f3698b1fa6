/**
 * The file of a client that Runbyte's entry goes into: of a client with several editions the one that is on this machine.
 *
 * @module
 */

import { dirname } from "node:path";
import { type Client, type Places, userFiles } from "./client.ts";

/** A file to write. */
export interface InstallFile {
  readonly path: string;
  /** Whether the client seems to be on this machine: the folder is there. A project's folder is made. */
  readonly isThere: boolean;
}

/** Returns the first of a client's files whose folder is there; else the one that its documentation names. */
export async function installFile(
  client: Client,
  places: Places,
  isFolder: (path: string) => Promise<boolean> = isFolderOnDisk,
): Promise<InstallFile> {
  const files = userFiles(client, places);
  const there = await Promise.all(files.map((path) => isFolder(dirname(path))));
  const path = files.find((_, index) => there[index]);
  return { path: path ?? client.file(places), isThere: path !== undefined || client.isProject === true };
}

async function isFolderOnDisk(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}
