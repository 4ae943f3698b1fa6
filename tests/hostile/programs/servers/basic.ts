/**
 * What the programs of this folder import: to a program `./servers/basic.ts` is the module that Runbyte generates for
 * the fixture server. This one lets tools that look at the files find something.
 *
 * @module
 */

type Tool = (args: unknown) => Promise<unknown>;

const absent: Tool = () => Promise.reject(new Error("only Runbyte has this module"));

export const echo = absent;
export const add = absent;
export const sleep = absent;
export const fail = absent;
export const counter = absent;
export const big = absent;
export const jsonText = absent;
