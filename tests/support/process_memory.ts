/**
 * What processes show of themselves to others on the machine, and what they have in their memory. Linux only, and in a
 * process of its own: Deno asks for all permissions where `/proc` is read.
 *
 * @module
 */

import { fileURLToPath } from "node:url";

/** A process below another. */
export interface ProcessView {
  readonly pid: number;
  /** Its arguments, one string. */
  readonly commandLine: string;
  readonly environment: string;
}

/** A process with what was found in its memory; absent where that was not searched or may not be read. */
export interface SearchedProcess extends ProcessView {
  readonly found?: readonly string[];
}

/** Looks at a process and all below it, and searches its writable memory and that of its guests for the texts. */
export async function searchProcesses(
  pid: number,
  texts: readonly string[],
): Promise<{ readonly self: SearchedProcess; readonly below: readonly SearchedProcess[] }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-all", fileURLToPath(import.meta.url), String(pid)],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  // Not as an argument: the search would find itself.
  await writer.write(new TextEncoder().encode(JSON.stringify(texts)));
  await writer.close();
  const { stdout } = await child.output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** The processes below `pid`, at any depth. */
function descendants(pid: number): readonly ProcessView[] {
  const parents = new Map<number, number>();
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readProc(`/proc/${name}/stat`);
    // The name of the program, in brackets, may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (!Number.isNaN(parent)) parents.set(Number(name), parent);
  }
  const isBelow = (child: number): boolean => {
    const parent = parents.get(child);
    return parent !== undefined && (parent === pid || (parent > 1 && isBelow(parent)));
  };
  return [...parents.keys()].filter(isBelow).map(view);
}

function view(pid: number): ProcessView {
  const [commandLine, environment] = [readProc(`/proc/${pid}/cmdline`), readProc(`/proc/${pid}/environ`)];
  return { pid, commandLine, environment };
}

function search(process: ProcessView, texts: readonly string[]): SearchedProcess {
  try {
    return { ...process, found: inMemory(process.pid, texts) };
  } catch {
    return process;
  }
}

function readProc(path: string): string {
  try {
    return new TextDecoder().decode(Deno.readFileSync(path));
  } catch {
    return "";
  }
}

const CHUNK = 4 * 1024 * 1024;

/** Which of the texts are in the writable memory of a process, in UTF-8 (or Latin-1) or UTF-16. */
function inMemory(pid: number, texts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const mem = Deno.openSync(`/proc/${pid}/mem`);
  const decoder = new TextDecoder("latin1");
  const forms = texts.flatMap((text) => [
    { text, form: text },
    { text, form: [...text].join("\0") },
  ]);
  const overlap = Math.max(...forms.map(({ form }) => form.length));
  const starts = [...new Set(forms.map(({ form }) => form.slice(0, 4)))];
  const buffer = new Uint8Array(CHUNK);
  for (const line of readProc(`/proc/${pid}/maps`).split("\n")) {
    const [, from, to, rights] = /^([\da-f]+)-([\da-f]+) (\S{4})/.exec(line) ?? [];
    if (from === undefined || to === undefined || !rights?.startsWith("rw")) continue;
    let [at, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    while (at < end) {
      const length = Math.min(CHUNK, end - at);
      const read = readAt(mem, at, buffer.subarray(0, length));
      if (read === 0) break;
      const content = decoder.decode(buffer.subarray(0, read));
      // Most memory holds not even the beginning of one.
      const mayHold = starts.some((start) => content.includes(start));
      for (const { text, form } of mayHold ? forms : []) if (content.includes(form)) found.add(text);
      at += read < length || at + read >= end ? read : read - overlap;
    }
  }
  mem.close();
  return [...found];
}

function readAt(file: Deno.FsFile, offset: number, buffer: Uint8Array): number {
  try {
    file.seekSync(offset, Deno.SeekMode.Start);
    return file.readSync(buffer) ?? 0;
  } catch {
    return 0; // Reserved and not there.
  }
}

if (import.meta.main) {
  const texts: readonly string[] = JSON.parse(await new Response(Deno.stdin.readable).text());
  const pid = Number(Deno.args[0]);
  const below = descendants(pid).map((one) => /guest/.test(one.commandLine) ? search(one, texts) : one);
  console.log(JSON.stringify({ self: search(view(pid), texts), below }));
}
