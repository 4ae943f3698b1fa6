/**
 * The script that completes Runbyte's commands in zsh.
 *
 * @module
 */

import type { CommandSpec, Completion, WordSpec } from "./command_spec.ts";
import { allCommands, flagsOf, type ShellFlag } from "./shell_table.ts";

/** Returns the script. */
export function zshCompletion(): string {
  return `#compdef runbyte
# zsh completion for runbyte, printed by 'runbyte completions zsh'

_runbyte_names() { # servers, or tools/SERVER: into names
  local -a config
  local value=\${opt_args[-config]:-\${opt_args[--config]:-$before}}
  if [[ -n $value ]]; then config=(-config \${(q)\${(Q)value}}); fi
  names=("\${(@f)$(_call_program servers runbyte completions \${(q)1} $config 2> /dev/null)}")
  names=("\${(@)names:#}")
}

_runbyte_servers() {
  local -a names
  _runbyte_names servers
  compadd "$@" -a names
}

_runbyte_paths() { # SERVER/TOOL, with or without /servers/ before it
  local -a names
  if [[ -n $PREFIX && /servers/ == "$PREFIX"?* ]]; then compadd "$@" -S "" /servers/; fi
  compset -P /servers/
  if [[ $PREFIX == */* ]]; then
    _runbyte_names "tools/\${PREFIX%%/*}"
    compset -P 1 "*/"
    compadd "$@" -a names
  else
    _runbyte_names servers
    compadd "$@" -S / -a names
  fi
}

_runbyte() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${allCommands().map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}\n`).join("")}  )
  _arguments -C -A "-*" \\
${
    allCommands().filter(({ name }) => name === "serve").flatMap(flagsOf).map(flagLine).join("")
  }    '1: :->command' \\
    '*:: :->words' && return
  local before=\${opt_args[-config]:-\${opt_args[--config]}} # what stands before the command
  case $state in
    command) _describe -t commands command commands ;;
    words)
      case $words[1] in
${allCommands().map(commandCase).join("")}      esac
      ;;
  esac
}

if [[ $funcstack[1] == _runbyte ]]; then
  _runbyte "$@"
else
  compdef _runbyte runbyte
fi
`;
}

function commandCase(spec: CommandSpec): string {
  const lines = [...flagsOf(spec).map(flagLine), ...spec.words.map(wordLine)];
  const rest = spec.rest === undefined ? [] : ["    '*::: : _normal' \\\n"];
  const text = [...lines, ...rest].map((line) => `        ${line}`).join("").replace(/ \\\n$/, "\n");
  return `        ${spec.name})\n          _arguments \\\n${text}          ;;\n`;
}

/** A flag in both spellings, of which one is enough. */
function flagLine({ name, what, value, isRepeated, completes }: ShellFlag): string {
  const mark = value === undefined ? "" : "=";
  const others = isRepeated ? "*" : `(-${name} --${name})`;
  const action = value === undefined ? "" : `:${escape(value)}:${actionOf(completes)}`;
  const text = quote(`[${escape(what)}]${action}`);
  return `    '${others}'{-${name}${mark},--${name}${mark}}${text} \\\n`;
}

function wordLine({ what, optional, repeated, completes }: WordSpec, index: number): string {
  const place = repeated ? "*:" : `${index + 1}:${optional ? ":" : ""}`;
  return `    ${quote(`${place}${escape(what)}:${actionOf(completes)}`)} \\\n`;
}

function actionOf(completes: Completion | undefined): string {
  switch (completes) {
    case undefined:
      return " "; // a value, but none that could be offered
    case "file":
      return "_files";
    case "folder":
      return "_files -/";
    case "server":
      return "_runbyte_servers";
    case "path":
      return "_runbyte_paths";
    case "command":
      return `(${allCommands().map(({ name }) => name).join(" ")})`;
    default:
      return `(${completes.join(" ")})`;
  }
}

/** What would end a description. */
function escape(text: string): string {
  return text.replace(/[\\[\]:]/g, "\\$&");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
