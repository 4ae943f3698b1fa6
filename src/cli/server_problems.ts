/**
 * Which of a config's problems are one server's.
 *
 * @module
 */

import { memberPath, type Problem } from "../config/problem.ts";

/** The places of a server's entry: in either section, and what the environment says of it. */
function placesOf(name: string): readonly string[] {
  return ["mcpServers", "servers"].map((section) => memberPath(section, name));
}

/** Returns the problems of a server's entry, with paths relative to it. */
export function problemsOf(name: string, problems: readonly Problem[]): readonly Problem[] {
  const places = placesOf(name);
  return problems.flatMap((problem): readonly Problem[] => {
    const place = places.find((one) => problem.path.startsWith(one));
    const rest = place === undefined ? undefined : problem.path.slice(place.length);
    // `servers.a` is not the place of `servers.ab`.
    if (rest === undefined || !/^(?:$|[.[])/.test(rest)) return [];
    return [{ ...problem, path: rest.replace(/^\./, "") }];
  });
}

/** Returns the problems but for those of the entries of some servers. */
export function withoutProblemsOf(
  names: readonly string[],
  problems: readonly Problem[],
): readonly Problem[] {
  return problems.filter((problem) => names.every((name) => problemsOf(name, [problem]).length === 0));
}

/** Returns the problems but for the faults of some servers; what is only doubtful in their entries often names the slip. */
export function besideFaultsOf(names: readonly string[], problems: readonly Problem[]): readonly Problem[] {
  const others = withoutProblemsOf(names, problems);
  return problems.filter((problem) => problem.severity === "warning" || others.includes(problem));
}

/** What is wrong with an entry, in one line: each fault behind the key that has it. */
export function faultsInWords(problems: readonly Problem[]): string {
  return problems.map(({ path, message }) => path === "" ? message : `${path} ${message}`).join("; ");
}
