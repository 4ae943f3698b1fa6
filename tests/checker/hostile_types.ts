/**
 * Programs whose types are made to keep a type checker busy, or to fill its memory. Each takes a size: at the small one
 * the same types are checked.
 *
 * @module
 */

/** A program by its size. */
export interface HostileTypes {
  readonly program: (size: number) => string;
  readonly small: number;
  readonly large: number;
  /** Whether the large one takes longer than a check may; the others TypeScript itself refuses to go on with. */
  readonly stalls?: boolean;
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n);

const EXEC = "\nexport const exec = () => 1;\n";

/** What each is about → its program. */
export const HOSTILE_TYPES: Readonly<Record<string, HostileTypes>> = {
  "tuples of 990 members": {
    program: (size) =>
      `type Build<N extends number, R extends unknown[] = []> = R["length"] extends N ? R : Build<N, [...R, unknown]>;\n` +
      range(20).map((n) =>
        `type T${n} = Build<${size - n}>; const t${n}: T${n} = null as any; t${n}[0] === t${n}[1];`
      )
        .join("\n") +
      EXEC,
    small: 30,
    large: 990,
    stalls: true,
  },
  "texts that double": {
    program: (size) =>
      `type D0 = "a" | "b";\n` +
      range(size).map((n) => `type D${n + 1} = \`\${D${n}}\${D${n}}\`;`).join("\n") +
      `\nconst d: D${size} = "ab"; const e: D${size} | "x" = d;` + EXEC,
    small: 2,
    large: 16,
  },
  "unions of texts, side by side": {
    program: (size) => {
      const digits = range(10).map((n) => `"${n}"`).join(" | ");
      const list = range(size).map((n) =>
        `const v${n}: \`\${D}\${D}\${D}\${D}${n}\` | null = null as any; v${n} === "1";`
      );
      return `type D = ${digits};\n${list.join("\n")}${EXEC}`;
    },
    small: 1,
    large: 400,
    stalls: true,
  },
  "objects that double": {
    program: (size) =>
      `type O0 = { a: 1 } | { b: 2 };\n` +
      range(size).map((n) => `type O${n + 1} = { l: O${n}; r: O${n} } & ({ x${n}: 1 } | { y${n}: 2 });`).join(
        "\n",
      ) +
      `\nlet p: O${size} = null as any; let q: O${size} & { z: 1 } = null as any; p = q; q = p;` + EXEC,
    small: 2,
    large: 24,
  },
  "intersections of unions": {
    program: (size) =>
      `type X = ${range(size).map((n) => `({ a${n}: 1 } | { b${n}: 2 })`).join(" & ")};\n` +
      `let x: X = { a0: 1 } as any; let y: X = x; y = { ...x };` + EXEC,
    small: 4,
    large: 18,
  },
  "conditional types that call themselves": {
    program: (size) =>
      `type Spin<T extends string, D extends unknown[] = []> = D["length"] extends ${size} ? T : ` +
      `Spin<T, [...D, 0]> | Spin<\`\${T}x\`, [...D, 1]>;\n` +
      `const s: Spin<"a"> = "a";` + EXEC,
    small: 3,
    large: 40,
    stalls: true,
  },
  "a parser in types": {
    program: (size) =>
      `type Split<S extends string> = S extends \`\${infer H}\${infer T}\` ? [H, ...Split<T>] : [];\n` +
      `type Pairs<A extends unknown[]> = A extends [infer H, ...infer T] ? [...{ [K in keyof A]: [H, A[K]] }, ...Pairs<T>] : [];\n` +
      range(size).map((n) =>
        `type P${n} = Pairs<Split<"${
          "abcdefghij".repeat(4)
        }${n}">>; const p${n}: P${n}["length"] = null as any;`
      )
        .join("\n") +
      EXEC,
    small: 1,
    large: 200,
    stalls: true,
  },
  "one plus one, 20,000 times": {
    program: (size) => `export const exec = () => ${range(size).map(() => "1").join(" + ")};\n`,
    small: 100,
    large: 20_000,
    stalls: true,
  },
  "an object 300 deep, compared": {
    program: (size) => {
      const type = (leaf: string) => `{ a: `.repeat(size) + leaf + " }".repeat(size);
      const lines = range(20).map((n) =>
        `let a${n}: ${type("string")} = null as any; const b${n}: ${type(`${n} | string`)} = a${n};`
      );
      return lines.join("\n") + EXEC;
    },
    small: 10,
    large: 300,
  },
  "generic types in each other": {
    program: (size) =>
      `interface Box<T> { value: T; map<U>(f: (value: T) => U): Box<U>; both: Box<[T, T]> }\n` +
      `declare function box<T>(value: T): Box<T>;\n` +
      `let a = box(1)${".both".repeat(size)}; let b: Box<string> = a as any; b = a;` + EXEC,
    small: 3,
    large: 60,
    stalls: true,
  },
  "lambdas within overloads": {
    program: (size) =>
      `declare function f(g: (x: number) => number): number;\ndeclare function f(g: (x: string) => string): string;\n` +
      `declare function f(g: (x: boolean) => boolean): boolean;\n` +
      `const r = ${range(size).map(() => "f((x) => ").join("")}x${")".repeat(size)};` + EXEC,
    small: 3,
    large: 24,
  },
  "a union of thousands against itself": {
    program: (size) => {
      const union = (mark: string) =>
        range(size).map((n) => `{ k: "${n}"; ${mark}: { v: ${n} } }`).join(" | ");
      return `type A = ${union("a")};\ntype B = ${
        union("a")
      } | { k: "x" };\nlet a: A = null as any; let b: B = a; a = b as any; a = b;${EXEC}`;
    },
    small: 5,
    large: 4_000,
    stalls: true,
  },
  "brackets in brackets": {
    program: (size) => `export const exec = () => ${"[".repeat(size)}1${"]".repeat(size)};\n`,
    small: 10,
    large: 20_000,
  },
};
