import type { OwnerSql } from "../../db/client.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import { log } from "../log.ts";
import { pause } from "../timers.ts";

const MINUTE_MS = 60_000;
/** After a round that was woken: the transaction that adds its work may have committed after it. */
const AGAIN_MS = 1000;

/** Does work on one instance at a time, under a lock of its own: when woken, and every minute. */
export class WorkLoop {
  #woken = new AbortController();

  constructor(
    private sql: OwnerSql,
    private lock: string,
    private doAll: (signal: AbortSignal) => Promise<void>,
    private wait = pause,
  ) {}

  /** Starts the next round. May be called before the transaction that adds the work has committed. */
  wake = (): void => this.#woken.abort();

  /** Resolves after the signal, once the current step is done. */
  async run(signal: AbortSignal): Promise<void> {
    for (let pauseMs = MINUTE_MS; !signal.aborted;) {
      this.#woken = new AbortController();
      try {
        await withLockIfFree(this.sql, this.lock, (held) => this.doAll(held), { signal });
      } catch (error) {
        if (!signal.aborted) log.error("{lock} failed: {error}", { lock: this.lock, error });
      }
      const woken = this.#woken.signal;
      await this.wait(pauseMs, AbortSignal.any([signal, woken]));
      pauseMs = woken.aborted ? AGAIN_MS : MINUTE_MS;
    }
  }
}
