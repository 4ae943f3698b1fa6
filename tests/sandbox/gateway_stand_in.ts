/**
 * A gateway that a test kills: it starts a pool, runs the program of its first argument and prints the process ids of its guests when it runs.
 *
 * @module
 */

import { createPool } from "./test_pool.ts";

const { run, guests } = createPool({ executionMs: 600_000 });
await run(Deno.args[0] ?? "", { onConsole: () => console.log(guests().join(" ")) });
