import { instantOf } from "../time/utc_text.ts";
import { gapSeconds } from "./gap.ts";

/** A variable whose power is generation, with its newest value. */
export interface FeedingVariable {
  logger_uuid: string;
  interval_seconds: number;
  feed_unit: string | null;
  last_value: number | null;
  last_utc: string | null;
}

/** The power of a site now, as its loggers measured it. */
export interface LivePower {
  /** Sum of the fresh values in kW; null without any. */
  kw: number | null;
  /** How many variables are fresh, of how many. */
  fresh: number;
  all: number;
  /** Time of the oldest value of the sum, in milliseconds since 1970. */
  atMs: number | null;
}

const KW: Record<string, number> = { W: 0.001, kW: 1, MW: 1000 };

/** Adds up the newest values that are no older than their logger may be silent. */
export function livePower(variables: readonly FeedingVariable[], nowMs: number): LivePower {
  const fresh = variables.flatMap(({ interval_seconds, feed_unit, last_value, last_utc }) => {
    const ms = instantOf(last_utc)?.epochMilliseconds;
    if (ms === undefined || last_value === null) return [];
    if (nowMs - ms > gapSeconds(interval_seconds) * 1000) return [];
    return [{ ms, kw: last_value * (KW[feed_unit ?? "kW"] ?? 1) }];
  });
  return {
    kw: fresh.length > 0 ? fresh.reduce((sum, { kw }) => sum + kw, 0) : null,
    fresh: fresh.length,
    all: variables.length,
    atMs: fresh.length > 0 ? Math.min(...fresh.map(({ ms }) => ms)) : null,
  };
}
