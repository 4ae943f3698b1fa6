/**
 * A gateway that has a checker stalled by the program on its stdin, says its process id, and waits to be killed.
 *
 * @module
 */

import { createChecker } from "../subject.ts";
import { CATALOG } from "../servers.ts";

const source = await new Response(Deno.stdin.readable).text();
const { checker } = createChecker({ checkMs: 600_000 });
await checker.check({ source: "export const exec = () => 1;", imports: [], catalog: CATALOG });
void checker.check({ source, imports: [], catalog: CATALOG });
console.log(String(checker.pid));
