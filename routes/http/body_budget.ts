import { AppError } from "../../domain/errors.ts";
import type { BodyLimits } from "./body_limits.ts";

const SECONDS = 5;

/** Counts the bytes that the bodies of one kind hold at a moment, of all clients and of each. */
export class BodyBudget {
  readonly #limits: Pick<BodyLimits, "clientBytes" | "totalBytes">;
  readonly #byClient = new Map<string, number>();
  #total = 0;

  constructor(limits: Pick<BodyLimits, "clientBytes" | "totalBytes">) {
    this.#limits = limits;
  }

  /** Counts more bytes of a client. Throws "too_many" or "unavailable" when they would be too many. */
  take(client: string, bytes: number): void {
    const held = (this.#byClient.get(client) ?? 0) + bytes;
    if (held > this.#limits.clientBytes) {
      const message = "You are sending too much at the same time. Wait until some of it is done.";
      throw new AppError("too_many", message, { retryAfterSeconds: SECONDS });
    }
    if (this.#total + bytes > this.#limits.totalBytes) {
      const message = "Very much is being sent right now. Try again in a few seconds.";
      throw new AppError("unavailable", message, { retryAfterSeconds: SECONDS });
    }
    this.#byClient.set(client, held);
    this.#total += bytes;
  }

  /** Stops counting bytes of a client. */
  release(client: string, bytes: number): void {
    const held = this.#byClient.get(client)! - bytes;
    if (held > 0) this.#byClient.set(client, held);
    else this.#byClient.delete(client);
    this.#total -= bytes;
  }
}
