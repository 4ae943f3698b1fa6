/**
 * The script that completes Runbyte's commands in bash, from version 3.2 on, which macOS has.
 *
 * @module
 */

import type { CommandSpec, Completion } from "./command_spec.ts";
import { allCommands, flagsOf, valueFlags } from "./shell_table.ts";

/** Returns the script. */
export function bashCompletion(): string {
  return `# bash completion for runbyte, printed by 'runbyte completions bash'
_runbyte_files() { # -f or -d
  compopt -o filenames 2> /dev/null
  local IFS=$'\\n'
  COMPREPLY=($(compgen "$1" -- "$cur"))
}

_runbyte_names() { # servers, or tools/SERVER
  "\${COMP_WORDS[0]}" completions "$1" "\${config[@]}" 2> /dev/null
}

_runbyte_servers() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(_runbyte_names servers)" -- "$cur"))
}

_runbyte_paths() { # SERVER/TOOL, with or without /servers/ before it
  local IFS=$'\\n' before="" path=$cur
  if [[ $path == /servers/* ]]; then before=/servers/ path=\${path#/servers/}; fi
  case $path in
    */*)
      before+=\${path%%/*}/
      COMPREPLY=($(compgen -P "$before" -W "$(_runbyte_names "tools/\${path%%/*}")" -- "\${path#*/}")) ;;
    *)
      compopt -o nospace 2> /dev/null
      COMPREPLY=($(compgen -P "$before" -S / -W "$(_runbyte_names servers)" -- "$path")) ;;
  esac
  if [[ -n $cur && /servers/ == "$cur"?* ]]; then
    compopt -o nospace 2> /dev/null
    COMPREPLY+=(/servers/)
  fi
}

_runbyte() {
  local cur=\${COMP_WORDS[COMP_CWORD]} command="" flag="" word i position=0
  local -a config=()
  COMPREPLY=()
  # '=' is a word of its own here.
  if [[ $cur == "=" ]]; then cur=""; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $word == "=" ]]; then continue; fi
    if [[ -n $flag ]]; then
      if [[ $flag == config ]]; then config=(-config "$word"); fi
      flag=""
      continue
    fi
    case $word in
      --) return ;;
      ${
    valueFlags().flatMap((name) => [`-${name}`, `--${name}`]).join(" | ")
  }) flag=\${word#-} flag=\${flag#-} ;;
      -?*) ;;
      *) if [[ -z $command ]]; then command=$word; else position=$((position + 1)); fi ;;
    esac
  done
  case $flag in
${valueCases()}  esac
  if [[ -n $flag ]]; then return; fi
  if [[ $cur == -* ]]; then
    local flags="" dash=-
    if [[ $cur == --* ]]; then dash=--; fi
    case $command in
${allCommands().map(flagCase).join("")}    esac
    COMPREPLY=($(compgen -P "$dash" -W "$flags" -- "\${cur#"$dash"}"))
    return
  fi
  case $command:$position in
    :*) COMPREPLY=($(compgen -W "${names()}" -- "$cur")) ;;
${allCommands().flatMap(wordCases).join("")}  esac
}

complete -F _runbyte runbyte
`;
}

function names(): string {
  return allCommands().map(({ name }) => name).join(" ");
}

/** Values are the same for every command that has a flag. */
function valueCases(): string {
  const flags = new Map(allCommands().flatMap(flagsOf).map(({ name, completes }) => [name, completes]));
  return [...flags].flatMap(([name, completes]) =>
    completes === undefined ? [] : [`    ${name}) ${offer(completes)} ;;\n`]
  ).join("");
}

function flagCase(spec: CommandSpec): string {
  const flags = flagsOf(spec).map(({ name }) => name).join(" ");
  const called = spec.name === "serve" ? `"" | serve` : spec.name;
  return `      ${called}) flags="${flags}" ;;\n`;
}

function wordCases({ name, words }: CommandSpec): readonly string[] {
  return words.flatMap(({ completes, repeated }, n) =>
    completes === undefined ? [] : [`    ${name}:${repeated ? "*" : n}) ${offer(completes)} ;;\n`]
  );
}

function offer(completes: Completion): string {
  switch (completes) {
    case "file":
      return "_runbyte_files -f";
    case "folder":
      return "_runbyte_files -d";
    case "server":
      return "_runbyte_servers";
    case "path":
      return "_runbyte_paths";
    case "command":
      return `COMPREPLY=($(compgen -W "${names()}" -- "$cur"))`;
    default:
      return `COMPREPLY=($(compgen -W "${completes.join(" ")}" -- "$cur"))`;
  }
}
