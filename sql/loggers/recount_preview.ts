import type { ScopedSql } from "../../db/scope.ts";
import { periodsIn } from "../../domain/loggers/count_span.ts";
import { countPeriods } from "../../domain/loggers/kilowatts.ts";
import { maxGap } from "../../domain/loggers/gap.ts";
import { microseconds, microText } from "../../domain/loggers/microseconds.ts";
import { previewed, type PreviewedPeriods } from "../../domain/loggers/recount.ts";
import { type MicroSpan, type Samples, SECOND } from "../../domain/loggers/samples.ts";
import { type Changes, feedsOf, type SiteFeed, withSamples } from "./feeds.ts";
import { samplesInScope } from "./samples.ts";

/** What a change of what feeds a site would count again. */
export interface RecountPreview {
  /** The first and the last time of readings that would be counted; null: there are none. */
  first_utc: string | null;
  last_utc: string | null;
  /** Quarter hours in that time that have readings. */
  quarters: number;
  /** Measured periods that are stored in that time now, whatever they came from. */
  stored: number;
  minutes: number;
  /** The newest day in that time, of each kind that changes. */
  newest: ({ kind: SiteFeed["feeds"] } & PreviewedPeriods)[];
}

const KINDS = ["generation", "consumption", "charger"] as const;
const DAY = 24 * 3600 * SECOND;
/** Readings of a logger that are read for a preview: a day of 20 variables at 10 seconds. */
const MOST_READINGS = 200_000;
/** Quarter hours end where periods of any length do. */
const HALF_HOUR = 1800 * SECOND;

/** Returns what changes would count again from a time on; null: all that there are readings of. */
export async function recountPreview(
  sql: ScopedSql,
  siteUuid: string,
  changes: Changes,
  fromUtc: string | null,
): Promise<RecountPreview> {
  const minutes = await periodOf(sql, siteUuid);
  const extent = await extentOf(sql, siteUuid, [...changes.keys()], fromUtc);
  if (extent.last_utc === null) return { ...extent, minutes, newest: [] };
  const [before, after] = [await feedsOf(sql, siteUuid), await feedsOf(sql, siteUuid, changes)];
  const isChanged = ({ variables }: SiteFeed) => variables.some((id) => changes.has(id));
  const kinds = new Set([...before, ...after].filter(isChanged).map(({ feeds }) => feeds));
  const end = Math.ceil(microseconds(extent.last_utc) / HALF_HOUR) * HALF_HOUR;
  const first = Math.floor(microseconds(extent.first_utc!) / HALF_HOUR) * HALF_HOUR;
  const span = { start: Math.max(first, end - DAY), end };
  const stored = await storedPeriods(sql, siteUuid, span);
  const newest = [];
  for (const kind of KINDS.filter((one) => kinds.has(one))) {
    const feeds = await sampledFeeds(sql, after.filter((one) => one.feeds === kind), span);
    const counted = countPeriods(feeds, periodsIn(span, minutes));
    newest.push({ kind, ...previewed(counted, stored.get(kind) ?? []) });
  }
  return { ...extent, minutes, newest };
}

/** Returns the minutes of the periods that are counted at a site, or would be. */
async function periodOf(sql: ScopedSql, siteUuid: string): Promise<number> {
  const [row] = await sql<{ minutes: number }[]>`
    select app.logger_period(${siteUuid}::uuid) as minutes`;
  return row!.minutes;
}

async function extentOf(
  sql: ScopedSql,
  siteUuid: string,
  variableIds: readonly string[],
  fromUtc: string | null,
) {
  const [extent] = await sql<Omit<RecountPreview, "minutes" | "newest">[]>`
    with wanted as (
      select v.logger_uuid, array_agg(v.variable_id) as ids,
        greatest(min(v.first_utc), ${fromUtc}::timestamp) as first, max(v.last_utc) as last
      from app.logger_variables v
      where v.variable_id = any(${`{${variableIds.join()}}`}::text::bigint[])
      group by 1),
    extent as (
      select min(first) as first, max(last) as last from wanted where first <= last),
    quarters as (
      select count(distinct q.quarter)::int as n from wanted w
      cross join lateral app.quarters_between(w.logger_uuid,
        floor(extract(epoch from w.first) / 900)::int, ceil(extract(epoch from w.last) / 900)::int,
        w.ids) q
      where w.first <= w.last)
    select first as first_utc, last as last_utc, (select n from quarters) as quarters,
      (select count(*)::int from generation g where g.site_uuid = ${siteUuid}::uuid
        and g.start_utc >= first and g.start_utc <= last) as stored
    from extent`;
  return extent!;
}

async function sampledFeeds(sql: ScopedSql, feeds: readonly SiteFeed[], { start, end }: MicroSpan) {
  const found = new Map<string, Samples>();
  for (const [logger, own] of Map.groupBy(feeds, ({ logger_uuid }) => logger_uuid)) {
    const gap = maxGap(own[0]!.interval_seconds);
    const ids = own.flatMap(({ variables }) => variables);
    const span = { start: start - gap, end: end + gap };
    const samples = await samplesInScope(sql, logger, ids, span, MOST_READINGS);
    for (const [id, one] of samples) found.set(id, one);
  }
  return feeds.map((feed) => withSamples(feed, found));
}

async function storedPeriods(sql: ScopedSql, siteUuid: string, { start, end }: MicroSpan) {
  const rows = await sql<StoredRow[]>`
    select * from app.counted_periods(${siteUuid}::uuid, ${microText(start)}::timestamp,
      ${microText(end)}::timestamp)`;
  const periods = rows.map(({ kind, start_utc, end_utc, kw, stays }) => ({
    kind,
    period: { start: microseconds(start_utc), end: microseconds(end_utc), kw, stays },
  }));
  const byKind = Map.groupBy(periods, ({ kind }) => kind);
  return new Map([...byKind].map(([kind, all]) => [kind, all.map(({ period }) => period)]));
}

interface StoredRow {
  kind: SiteFeed["feeds"];
  start_utc: string;
  end_utc: string;
  kw: number;
  stays: boolean;
}
