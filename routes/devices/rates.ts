import { LRUCache } from "lru-cache";
import { AppError } from "../../domain/errors.ts";

const MINUTE_MS = 60_000;
const MOST_LOGGERS = 100_000;

/** What one logger may send within a minute. */
export interface RateLimits {
  requests: number;
  readings: number;
}

export const RATE_LIMITS: RateLimits = { requests: 600, readings: 1_000_000 };

/** Bounds what each logger sends within a minute, so that none can keep the others waiting. */
export class LoggerRates {
  readonly #minutes = new LRUCache<string, { start: number; requests: number; readings: number }>({
    max: MOST_LOGGERS,
  });

  constructor(private limits: RateLimits) {}

  /**
   * Counts a request of a logger. Throws "too_many" when it has sent too many requests or readings
   * in the minute that began with the first of them.
   */
  begin(logger: string, now: number): void {
    let minute = this.#minutes.get(logger);
    if (!minute || now < minute.start || now - minute.start >= MINUTE_MS) {
      minute = { start: now, requests: 0, readings: 0 };
      this.#minutes.set(logger, minute);
    }
    const { requests, readings } = this.limits;
    if (minute.requests >= requests || minute.readings >= readings) {
      throw new AppError(
        "too_many",
        `This logger has sent ${requests} requests or ${readings} readings within a minute.`,
        { retryAfterSeconds: Math.ceil((minute.start + MINUTE_MS - now) / 1000) },
      );
    }
    minute.requests++;
  }

  /** Counts readings that a request brought. */
  add(logger: string, readings: number): void {
    const minute = this.#minutes.get(logger);
    if (minute) minute.readings += readings;
  }
}
