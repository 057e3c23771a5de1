/** Keeps the measured power of sites by hour, and returns what the forecast may learn from. */
import type { OwnerSql } from "../../db/client.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { atPresentCapacity } from "../../domain/generation/present_capacity.ts";
import { outsideOutages } from "../../domain/sites/outage.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as changes from "../../sql/generation/changes.ts";
import * as days from "../../sql/generation/generation_days.ts";
import * as outages from "../../sql/sites/outages.ts";

/** Days that one statement counts of one site: some tens of milliseconds of PostgreSQL. */
const STEP_DAYS = 92;
/** Sites whose last days have changed are counted by one statement. */
const FEW_DAYS = 4;

interface CountOptions {
  /** First UTC day that is counted again: retention has removed measurements of before it. */
  from?: Temporal.PlainDate;
  signal?: AbortSignal;
}

/** Counts the hours of these sites of which measurements changed since they were counted. */
export async function countChangedDays(
  sql: OwnerSql,
  siteUuids: string[],
  { from, signal }: CountOptions = {},
): Promise<void> {
  const changed = (await days.changedDays(sql, siteUuids)).map((range) => daysOf(range, from));
  const small = changed.filter(({ first, end }) => first.until(end).days <= FEW_DAYS);
  const some = small.filter(({ first, end }) => Temporal.PlainDate.compare(first, end) < 0);
  for (const [, group] of Map.groupBy(some, ({ first, end }) => `${first} ${end}`)) {
    const { first, end } = group[0]!;
    await days.count(sql, group.map(({ range }) => range.site_uuid), first, end);
  }
  await changes.settle(sql, "hours", small.map(({ range }) => range));
  for (const one of changed) {
    if (signal?.aborted) return;
    if (!small.includes(one) && await countInSteps(sql, one, signal)) {
      await changes.settle(sql, "hours", [one.range]);
    }
  }
}

interface DaysOfSite {
  range: days.ChangedDays;
  first: Temporal.PlainDate;
  /** Excluded. */
  end: Temporal.PlainDate;
}

/** Returns the days to count; an empty span where there are none. */
function daysOf(range: days.ChangedDays, from = Temporal.PlainDate.from("0001-01-01")): DaysOfSite {
  if (range.first === null || range.last === null) return { range, first: from, end: from };
  const first = later(Temporal.PlainDate.from(range.first), from);
  return { range, first, end: Temporal.PlainDate.from(range.last).add({ days: 1 }) };
}

const later = (a: Temporal.PlainDate, b: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(a, b) > 0 ? a : b;

/** Counts the days of one site step by step; returns false where the signal came before the end. */
async function countInSteps(
  sql: OwnerSql,
  { range, first, end }: DaysOfSite,
  signal?: AbortSignal,
): Promise<boolean> {
  for (let start = first; Temporal.PlainDate.compare(start, end) < 0;) {
    if (signal?.aborted) return false;
    const next = start.add({ days: STEP_DAYS });
    const until = Temporal.PlainDate.compare(next, end) < 0 ? next : end;
    await days.count(sql, [range.site_uuid], start, until);
    start = until;
  }
  return true;
}

/**
 * Returns the measured hours of sites from a UTC day on (all without one), as they would have been
 * with the present capacity, and without those that a marked outage or curtailment touches.
 */
export async function measuredHours(
  sql: OwnerSql,
  sites: Site[],
  first?: Temporal.PlainDate,
): Promise<Map<string, readonly PowerPeriod[]>> {
  const uuids = sites.map(({ site_uuid }) => site_uuid);
  const [hours, marked] = await Promise.all([
    days.hours(sql, uuids, first),
    outages.between(
      sql,
      uuids,
      (first ?? Temporal.PlainDate.from("0001-01-01")).toZonedDateTime("UTC").toInstant(),
      Temporal.Instant.from("9999-12-31T00:00Z"),
    ),
  ]);
  return new Map(sites.map((site) => {
    const periods = atPresentCapacity(site, hours.get(site.site_uuid) ?? []);
    const out = marked.get(site.site_uuid) ?? [];
    return [site.site_uuid, outsideOutages(periods, out, ({ endMs }) => endMs)];
  }));
}
