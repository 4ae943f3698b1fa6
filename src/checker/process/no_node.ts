/**
 * Imported before TypeScript: says that there is no Node here. It would otherwise look around in the environment and the
 * file system while it loads, which this process may not.
 *
 * @module
 */

const { process } = globalThis as { process?: { browser?: boolean } };
if (process !== undefined) process.browser = true;
