/**
 * What the hub is asked for when a tool is to be called.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import type { LogLevel, LogMessage } from "../log_message.ts";
import type { Ask } from "../question.ts";
import type { Sample } from "../sample.ts";
import type { InputRelay } from "./passed_request.ts";
import type { Caller } from "./places.ts";
import type { CallProgress } from "./progress.ts";

/** A tool call. */
export interface HubCall {
  readonly server: string;
  readonly tool: string;
  readonly arguments: JsonObject;
  /** The agent's connection: a server that is not shared has one connection for each. */
  readonly session: string;
  /** Cancels the call, at the server too. */
  readonly signal: AbortSignal;
  /**
   * On whose behalf it is made. Calls beyond what a server gets at a time wait, and callers take turns then. Where it is
   * absent, the signal stands for it: the calls of one program share theirs.
   */
  readonly caller?: Caller;
  /** Who has this session and maybe others, where that is known: they take turns first. */
  readonly principal?: string;
  /** Told how the call is getting on, where the server says so: ten times at once and ten a second, never after its end. */
  readonly onProgress?: (progress: CallProgress) => void;
  /** Puts what the server asks meanwhile to the person behind the agent's client; absent where nobody can be asked. */
  readonly ask?: Ask;
  /** Has the model behind the agent's client answer what the server asks it meanwhile; absent where there is none. */
  readonly sample?: Sample;
  /** Told what the server logs about the call. */
  readonly onLog?: (message: LogMessage) => void;
  /** Told when a server that is not shared has been started again since the session's last call: its state there is gone. */
  readonly onAnew?: () => void;
  /** How urgent that has to be; the server's own choice where it is absent. */
  readonly logLevel?: LogLevel;
  /** Has the server's questions be the call's result, where the server speaks 2026-07-28; takes the place of `ask`. */
  readonly relay?: InputRelay;
}
