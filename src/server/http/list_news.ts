/**
 * Tells the clients of revision 2026-07-28 that follow the lists (`subscriptions/listen`) when these have changed: there is
 * nothing else of theirs between two requests that could.
 *
 * @module
 */

import type { McpHttpHandler } from "@modelcontextprotocol/server";
import type { Gateway } from "../../gateway/gateway.ts";
import { ToolOffer } from "../tool_offer.ts";

/** Whose tools are looked at: what a new session would be offered. */
const SESSION = "";

/** Tells everybody who listens, between {@linkcode start} and {@linkcode stop}. */
export class ListNews {
  readonly #gateway: Gateway;
  readonly #notify: McpHttpHandler["notify"];
  readonly #stops: (() => void)[] = [];
  #state: "idle" | "started" | "stopped" = "idle";

  constructor(gateway: Gateway, notify: McpHttpHandler["notify"]) {
    this.#gateway = gateway;
    this.#notify = notify;
  }

  /** Begins, when the first client listens. */
  start(): void {
    if (this.#state !== "idle") return;
    this.#state = "started";
    const offer = new ToolOffer({
      gateway: this.#gateway,
      session: SESSION,
      onChange: () => this.#notify.toolsChanged(),
    });
    this.#stops.push(() => offer.stop());
    void offer.list().catch(() => {}); // Later changes are those of this list.
    if (this.#gateway.direct.isPassing) void this.#followOffers();
  }

  /** Ends. */
  stop(): void {
    this.#state = "stopped";
    for (const stop of this.#stops) stop();
  }

  async #followOffers(): Promise<void> {
    const offers = await this.#gateway.direct.offers();
    if (this.#state === "stopped") return;
    this.#stops.push(offers.onChange("prompts", () => this.#notify.promptsChanged()));
    this.#stops.push(offers.onChange("resources", () => this.#notify.resourcesChanged()));
  }
}
