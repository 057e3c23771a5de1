import type { OwnerSql } from "../../db/client.ts";
import * as tokens from "../../sql/account/tokens.ts";
import { log } from "../log.ts";

/**
 * Gathers when tokens were used and writes it at most once a second, in one statement: a read must
 * not cost a write.
 */
export class TokenUse {
  #used = new Map<string, Temporal.Instant>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private sql: OwnerSql, private now: () => Temporal.Instant) {}

  add(tokenHash: Uint8Array): void {
    this.#used.set(tokenHash.toHex(), this.now());
    this.#timer ??= setTimeout(() => this.flush(), 1000);
  }

  /** Writes what has been gathered. A failure costs the times of that second, and is logged. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const used = this.#used;
    this.#used = new Map();
    if (used.size === 0) return;
    try {
      await tokens.markUsed(this.sql, used);
    } catch (error) {
      log.error("the use of {count} tokens was not noted: {error}", { count: used.size, error });
    }
  }
}
