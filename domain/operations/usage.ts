import { calendarDay, dayRange } from "../time/day_range.ts";
import { parse, type Parsed } from "../validation.ts";

/** Requests of a user in some days: all, those of pages and those of the API. */
export interface UserUsage {
  /** Null for requests without a user, and of deleted users. */
  user_uuid: string | null;
  email: string | null;
  requests: number;
  pages: number;
  api: number;
  last_request_utc: string;
}

/** Requests of a day. */
export interface DayUsage {
  /** A UTC day, `2026-11-21`. */
  day: string;
  requests: number;
  pages: number;
  api: number;
}

/** Requests of a path. */
export interface AddressUsage {
  address: string | null;
  requests: number;
  last_request_utc: string;
}

/** Which requests count: all, those of pages, or those of the API. */
export const USAGE_KINDS = ["all", "pages", "api"] as const;
export type UsageKind = typeof USAGE_KINDS[number];

/** UTC days, both inclusive. */
export interface UsageDays {
  from: string;
  to: string;
}

/** A request of a user, as `api_request` keeps it. */
export interface UserRequest {
  user_uuid: string;
  /** Path and query. */
  url: string;
  /** RFC 3339, UTC. */
  created_utc: string;
}

/** Which requests to count. */
export interface UsageQuery extends UsageDays {
  kind: UsageKind;
  /** Part of an e-mail address; empty: everybody. */
  q?: string;
  /** One user; null: the requests that are no user's; undefined: everybody. */
  user?: string | null;
}

/**
 * Completes a range of days: without a last one up to today, without a first the week up to the
 * last.
 */
export function usageDays(
  range: { from?: string; to?: string },
  today: Temporal.PlainDate,
): Parsed<UsageDays> {
  const to = range.to || today.toString();
  const last = calendarDay.safeParse(to).success ? Temporal.PlainDate.from(to) : today;
  const from = range.from || last.subtract({ days: 6 }).toString();
  return parse(dayRange, { from, to });
}
