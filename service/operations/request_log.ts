import type { OwnerSql } from "../../db/client.ts";
import * as usage from "../../sql/operations/usage.ts";
import type { UserRequest } from "../../domain/operations/usage.ts";
import { log } from "../log.ts";

/**
 * Collects requests by user and URL, and stores them in one statement at most once a second, so that
 * a request that only reads does not wait for a write.
 */
export class RequestLog {
  #made: UserRequest[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private sql: OwnerSql, private now: () => Temporal.Instant) {}

  add(user_uuid: string, url: string): void {
    this.#made.push({ user_uuid, url, created_utc: this.now().toString() });
    this.#timer ??= setTimeout(() => this.flush(), 1000);
  }

  /** Stores what was collected. Logs a failure, which loses the requests of that second. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const made = this.#made;
    this.#made = [];
    if (made.length === 0) return;
    try {
      await usage.add(this.sql, made);
    } catch (error) {
      log.error("{count} requests could not be stored: {error}", { count: made.length, error });
    }
  }
}
