import type { OwnerSql } from "../../db/client.ts";
import * as usage from "../../sql/operations/usage.ts";
import type { UserRequest } from "../../domain/operations/usage.ts";
import { log } from "../log.ts";

/**
 * Gathers who asked for what and writes it at most once a second, in one statement: a read must not
 * cost a write.
 */
export class RequestLog {
  #made: UserRequest[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private sql: OwnerSql, private now: () => Temporal.Instant) {}

  add(user_uuid: string, url: string): void {
    this.#made.push({ user_uuid, url, created_utc: this.now().toString() });
    this.#timer ??= setTimeout(() => this.flush(), 1000);
  }

  /** Writes what has been gathered. A failure costs the requests of that second, and is logged. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const made = this.#made;
    this.#made = [];
    if (made.length === 0) return;
    try {
      await usage.add(this.sql, made);
    } catch (error) {
      log.error("{count} requests were not noted: {error}", { count: made.length, error });
    }
  }
}
