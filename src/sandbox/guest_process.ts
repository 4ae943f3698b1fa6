/**
 * One guest process, with what it sends checked: a guest that breaks the protocol is killed.
 *
 * @module
 */

import type { FrameBounds } from "../frame.ts";
import { FrameProcess } from "../frame_process.ts";
import type { GuestCommand } from "./guest_command.ts";
import { parseGuestMessage } from "./guest_message.ts";
import type { GuestMessage, HostMessage } from "./protocol.ts";

/** Who hears what a guest does. */
export interface GuestListener {
  onMessage(message: GuestMessage, payload: Uint8Array): void;
  /** Some of what was sent has left. */
  onSent(): void;
  /** The process is gone; nothing follows. `detail` is for the log. */
  onExit(detail: string): void;
}

/** A running guest process. Its owner must see to it that it ends: {@linkcode GuestProcess.kill}. */
export class GuestProcess extends FrameProcess {
  /** @throws Deno.errors when the program cannot be started. */
  constructor(command: GuestCommand, bounds: FrameBounds, listener: GuestListener) {
    super({
      role: "guest",
      command,
      bounds,
      listener: {
        onFrame: ({ header, payload }) => {
          const parsed = parseGuestMessage(header);
          if (!parsed.ok) return parsed.reason;
          listener.onMessage(parsed.message, payload);
        },
        onSent: () => listener.onSent(),
        onExit: (detail) => listener.onExit(detail),
      },
    });
  }

  /** Sends a message. What cannot be delivered is lost: the guest is gone then. */
  override send(message: HostMessage, payload?: Uint8Array<ArrayBuffer>): void {
    super.send(message, payload);
  }
}
