/** What is known of fetching from a source of weather. Times: RFC 3339. */
export interface FetchState {
  source: string;
  /** When weather was fetched last; null: never. */
  fetched_utc: string | null;
  /** Since when fetching fails; null while it works. */
  failing_since_utc: string | null;
  /** Why the newest attempt failed; null while it works. */
  failure: string | null;
  /** Attempts that have failed in a row. */
  failures: number;
  /** Nothing is fetched before this time; null: it may be at once. */
  next_utc: string | null;
}

const MINUTE_S = 60;
/** Twice as long after each failure, up to an hour. */
const MOST_S = 60 * MINUTE_S;
/** The longest wait that a response may set: the allowance of a day begins again at midnight. */
const MOST_ASKED_S = 24 * 60 * MINUTE_S;

/**
 * Returns how many seconds to wait after the given number of failures in a row (from 1 on): 1, 2, 4 …
 * 60 minutes, each shortened by up to a quarter, so that instances and installations don't come back
 * together; at least what the response of the source says, up to a day. `random`: 0 to 1.
 */
export function backOffSeconds(
  failures: number,
  random: number,
  retryAfterSeconds = 0,
): number {
  const most = Math.min(MOST_S, MINUTE_S * 2 ** Math.min(failures - 1, 10));
  const jittered = Math.round(most * (1 - random / 4));
  return Math.max(jittered, Math.min(retryAfterSeconds, MOST_ASKED_S));
}
