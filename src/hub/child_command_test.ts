import assert from "node:assert/strict";
import { programOf } from "./child_command.ts";

const FILES = new Set(
  ["C:\\node\\npx.cmd", "C:\\node\\node.exe", "D:\\tools\\run.bat", "D:\\tools\\python.exe"].map((path) =>
    path.toLowerCase()
  ),
);
const windows = (env: Readonly<Record<string, string>>, cwd?: string) => ({
  env,
  ...(cwd === undefined ? {} : { cwd }),
  isWindows: true,
  isFile: (path: string) => FILES.has(path.toLowerCase()),
});
const ENV = { Path: "C:\\empty;C:\\node;D:\\tools", PATHEXT: ".COM;.EXE;.BAT;.CMD" };

Deno.test("programOf() finds batch files and programs on Windows as a shell would", () => {
  const cases: readonly (readonly [command: string, expected: string])[] = [
    ["npx", "C:\\node\\npx.CMD"],
    ["NODE", "C:\\node\\NODE.EXE"],
    ["node.exe", "C:\\node\\node.exe"],
    ["run.bat", "D:\\tools\\run.bat"],
    ["D:\\tools\\python", "D:\\tools\\python.EXE"],
    ["nowhere", "nowhere"],
    [".\\npx", ".\\npx"],
  ];
  for (const [command, expected] of cases) assert.equal(programOf(command, windows(ENV)), expected);
});

Deno.test("programOf() starts a path with a folder at the child's working directory", () => {
  assert.equal(programOf(".\\npx", windows(ENV, "C:\\node")), "C:\\node\\npx.CMD");
  assert.equal(programOf("..\\tools\\run", windows({}, "D:\\other")), "D:\\tools\\run.BAT");
});

Deno.test("programOf() leaves commands alone elsewhere", () => {
  assert.equal(programOf("npx", { env: ENV, isWindows: false }), "npx");
});
