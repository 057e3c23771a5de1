import type { OwnerSql } from "../../db/client.ts";
import * as sessions from "../../sql/account/sessions.ts";
import { log } from "../log.ts";

/** A session that is used all the time is written once in these minutes. */
const MINUTES = 60;

/**
 * Moves the end of sessions that are used, so that they end after so many days without use. Written
 * in batches, at most once an hour a session: a request does not wait for it.
 */
export class SessionUse {
  /** Sessions in use, by hash in hexadecimal, with the time of the last write. */
  #known = new Map<string, Temporal.Instant>();
  #used = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private sql: OwnerSql,
    private now: () => Temporal.Instant,
    private idleDays: number,
  ) {}

  add(sessionHash: Uint8Array): void {
    const hash = sessionHash.toHex();
    const written = this.#known.get(hash);
    const now = this.now();
    if (written && Temporal.Instant.compare(written.add({ minutes: MINUTES }), now) > 0) return;
    this.#known.set(hash, now);
    this.#used.add(hash);
    this.#timer ??= setTimeout(() => this.flush(), 1000);
  }

  /** Stores what was collected. Logs a failure; the sessions are then written an hour later. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const used = [...this.#used];
    this.#used.clear();
    this.#forgetOld();
    if (used.length === 0) return;
    try {
      await sessions.extend(this.sql, used, this.idleDays);
    } catch (error) {
      log.error("the use of {count} sessions could not be stored: {error}", {
        count: used.length,
        error,
      });
    }
  }

  #forgetOld(): void {
    const before = this.now().subtract({ minutes: MINUTES });
    for (const [hash, written] of this.#known) {
      if (Temporal.Instant.compare(written, before) <= 0) this.#known.delete(hash);
    }
  }
}
