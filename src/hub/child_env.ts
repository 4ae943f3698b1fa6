/**
 * The environment of a child: a small safe set of the gateway's own, what the config widens it by, and what the config
 * sets. The gateway's environment holds the keys of every server, so a child does not get it whole unasked.
 *
 * @module
 */

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string>>;

/** `true` for the gateway's whole environment, names for these variables too, `false` for the safe set alone. */
export type InheritEnv = boolean | readonly string[];

/** What {@linkcode childEnv} makes a child's environment from. */
export interface ChildEnvOptions {
  /** The gateway's own environment. */
  readonly gateway: Environment;
  /** What the config sets for this child; it wins. */
  readonly own: Environment;
  readonly inherit: InheritEnv;
  /** Whether names differ only by more than case, as on Windows. */
  readonly ignoreCase?: boolean;
}

/** Who and where the child is, its language and time zone, its network (proxies, certificates). */
const SAFE = new Set([
  ...["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LANGUAGE", "TZ", "TMPDIR"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "NODE_EXTRA_CA_CERTS"],
  ...["http_proxy", "https_proxy", "no_proxy", "all_proxy"],
]);

/** What programs on Windows need to start at all, and where they keep their files. */
const SAFE_ON_WINDOWS = new Set([
  ...["APPDATA", "COMMONPROGRAMFILES", "COMPUTERNAME", "COMSPEC", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA"],
  ...["NUMBER_OF_PROCESSORS", "OS", "PATHEXT", "PROCESSOR_ARCHITECTURE", "PROGRAMDATA", "PROGRAMFILES"],
  ...["PROGRAMFILES(X86)", "PROGRAMW6432", "PUBLIC", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP"],
  ...["USERDOMAIN", "USERNAME", "USERPROFILE", "WINDIR"],
]);

/** Runbyte's own: whoever has it may call Runbyte. A child gets it by name alone. */
const OWN_TOKEN = "RUNBYTE_TOKEN";

const SAFE_PREFIXES = ["LC_", "XDG_", "SSL_CERT_"];

/** Returns the environment that a child is started with. */
export function childEnv(options: ChildEnvOptions): Record<string, string> {
  const { gateway, own, inherit, ignoreCase = Deno.build.os === "windows" } = options;
  const fold = (name: string) => ignoreCase ? name.toUpperCase() : name;
  const asked = new Set(Array.isArray(inherit) ? inherit.map(fold) : []);
  const set = new Set(Object.keys(own).map(fold));
  const inherited = Object.entries(gateway).filter(([name, value]) => {
    if (set.has(fold(name))) return false;
    if ((inherit === true && fold(name) !== OWN_TOKEN) || asked.has(fold(name))) return true;
    // A value that begins so is a function that bash exports: code, not a setting.
    return isSafe(fold(name), ignoreCase) && !value.startsWith("()");
  });
  return { ...Object.fromEntries(inherited), ...own };
}

function isSafe(name: string, onWindows: boolean): boolean {
  if (SAFE.has(name) || SAFE_PREFIXES.some((prefix) => name.startsWith(prefix))) return true;
  return onWindows && SAFE_ON_WINDOWS.has(name);
}

/** What {@linkcode envHint} looks at. */
export interface EnvHintOptions {
  /** What the child last wrote to stderr. */
  readonly stderr: string;
  readonly gateway: Environment;
  /** What the child was given. */
  readonly given: Environment;
  readonly inherit: InheritEnv;
}

/** What stands before the name of a variable that a child lacked. */
export const NOT_GIVEN = "it was not given the environment variable";

/**
 * Returns advice for a child that ended at its start: the variable it names that the gateway has and did not hand on,
 * else where variables are set. `undefined` when the child had the gateway's whole environment.
 */
export function envHint({ stderr, gateway, given, inherit }: EnvHintOptions): string | undefined {
  if (inherit === true) return undefined;
  const named = stderr.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\b[A-Z]{3,}\b/g) ?? [];
  const missing = named.find((name) => Object.hasOwn(gateway, name) && !Object.hasOwn(given, name));
  // A package that could not be had never ran.
  if (missing === undefined && /^npm (?:ERR!|error) code E(?!LIFECYCLE)/m.test(stderr)) return undefined;
  return missing === undefined
    ? "if it needs an environment variable of yours, set env or inheritEnv"
    : `${NOT_GIVEN} ${missing}: set env or inheritEnv`;
}
