import type { OwnerSql } from "../../db/client.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import { log } from "../log.ts";
import { pause } from "../timers.ts";

const MINUTE_MS = 60_000;

/** Does work on one instance at a time, under a lock of its own: when woken, and every minute. */
export class WorkLoop {
  #woken = new AbortController();

  constructor(
    private sql: OwnerSql,
    private lock: string,
    private doAll: (signal: AbortSignal) => Promise<void>,
  ) {}

  /** Starts the next round. May be called before the transaction that adds the work has committed. */
  wake = (): void => this.#woken.abort();

  /** Resolves after the signal, once the current step is done. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#woken = new AbortController();
      try {
        await withLockIfFree(this.sql, this.lock, (held) => this.doAll(held), { signal });
      } catch (error) {
        if (!signal.aborted) log.error("{lock} failed: {error}", { lock: this.lock, error });
      }
      await pause(MINUTE_MS, AbortSignal.any([signal, this.#woken.signal]));
    }
  }
}
