import type { OwnerSql } from "../../db/client.ts";
import { limitOf } from "../../domain/account/request_limits.ts";
import * as tokens from "../../sql/account/tokens.ts";
import { log } from "../log.ts";

/**
 * Collects when and how often tokens were used, and stores it in one statement at most once a second, so that a
 * request that only reads does not wait for a write.
 */
export class TokenUse {
  #used = new Map<string, tokens.TokenUses>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private sql: OwnerSql, private now: () => Temporal.Instant) {}

  add(tokenHash: Uint8Array, method: string): void {
    const hash = tokenHash.toHex();
    const { reads, writes } = this.#used.get(hash) ?? { reads: 0, writes: 0 };
    const isWrite = limitOf(method) === "writes";
    const uses = { at: this.now(), reads: reads + +!isWrite, writes: writes + +isWrite };
    this.#used.set(hash, uses);
    this.#timer ??= setTimeout(() => this.flush(), 1000);
  }

  /** Stores what was collected. Logs a failure, which loses the uses of that second. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const used = this.#used;
    this.#used = new Map();
    if (used.size === 0) return;
    try {
      await tokens.markUsed(this.sql, used);
    } catch (error) {
      log.error("the use of {count} tokens could not be stored: {error}", {
        count: used.size,
        error,
      });
    }
  }
}
