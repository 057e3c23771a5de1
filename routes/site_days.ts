import type { ScopedSql } from "../db/scope.ts";
import { pvArrayOf } from "../domain/pv_array.ts";
import { type Site, zoneOf } from "../domain/site.ts";
import { type SiteDay, siteDay } from "../domain/site_day.ts";
import { dayOf, dayPeriod, type Period } from "../domain/time.ts";
import * as dayValues from "../sql/day_values.ts";

/** A period that began up to this long before a day may reach into it. */
const LONGEST_PERIOD = { hours: 1 };

export interface SiteAndDay {
  site: Site;
  day: SiteDay;
  /** Why there is no forecast of ours, if so. */
  reason?: string;
}

/** Each site with the day that it is there now: two queries, however many sites. */
export function today(sql: ScopedSql, sites: Site[], now: Temporal.Instant): Promise<SiteAndDay[]> {
  return days(sql, sites.map((site) => ({ site, day: dayOf(now, zoneOf(site)) })), now);
}

/** Each site with a day of its own. */
export async function days(
  sql: ScopedSql,
  wanted: { site: Site; day: Temporal.PlainDate }[],
  now: Temporal.Instant,
): Promise<SiteAndDay[]> {
  if (wanted.length === 0) return [];
  const uuids = wanted.map(({ site }) => site.site_uuid);
  const { start, end } = hull(wanted.map(({ site, day }) => dayPeriod(day, zoneOf(site))));
  const values = await dayValues.between(sql, uuids, start, end);
  return wanted.map(({ site, day }) => {
    const array = pvArrayOf(site);
    return {
      site,
      reason: "reason" in array ? array.reason : undefined,
      day: siteDay({
        site,
        day,
        zone: zoneOf(site),
        now,
        ...values.get(site.site_uuid)!,
      }),
    };
  });
}

function hull(periods: Period[]): Period {
  const starts = periods.map((period) => period.start).sort(Temporal.Instant.compare);
  const ends = periods.map((period) => period.end).sort(Temporal.Instant.compare);
  return { start: starts[0]!.subtract(LONGEST_PERIOD), end: ends.at(-1)! };
}
