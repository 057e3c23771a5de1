import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { siteDay } from "../../domain/forecasts/site_day.ts";
import { type SiteFigures, siteFigures } from "../../domain/forecasts/site_figures.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { dayOf, dayPeriod } from "../../domain/time/time.ts";
import { json } from "../kit/json.ts";
import type { Fragments } from "../kit/queries.ts";
import * as revisions from "../sites/revisions.ts";
import { columns as siteColumns } from "../sites/sites.ts";
import * as dayValues from "./day_values.ts";
import * as energies from "./energies.ts";

/** Minutes after which figures are too old to be shown: a quarter hour, and time to compute them. */
export const FIGURES_MINUTES = 20;

/** Figures with what they were computed from. */
export interface StoredFigures extends SiteFigures {
  site_uuid: string;
  version: number;
  revision: string;
}

/** SQL: the columns of SiteFigures, from `site_figures f`. */
export const figureColumns = (sql: Fragments) =>
  sql`f.day::text, f.now_kw, f.now_is_measured, f.produced_kwh, f.expected_kwh,
    f.expected_p10_kwh, f.expected_p90_kwh, f.day_ahead_kwh, f.tomorrow_kwh, f.tomorrow_p10_kwh,
    f.tomorrow_p90_kwh, f.is_typical, f.forecast_made_utc, f.forecast_until_utc,
    f.measured_until_utc, f.is_forecast_late, f.is_measured_late, f.no_forecast_reason,
    f.half_hours`;

/** Sites computed without a break: a millisecond each, and requests are served in between. */
const AT_ONCE = 20;

/** Computes the figures of these sites at a moment, in their order. */
export async function compute(
  sql: ScopedSql,
  sites: Site[],
  now: Temporal.Instant,
): Promise<StoredFigures[]> {
  if (sites.length === 0) return [];
  const zones = sites.map(zoneOf);
  const daysIn = new Map([...new Set(zones)].map((zone) => [zone, daysOf(zone, now)]));
  const days = zones.map((zone) => daysIn.get(zone)!);
  const uuids = sites.map(({ site_uuid }) => site_uuid);
  const periods = [...daysIn.values()];
  const [start, end] = [
    least(periods.map(({ start }) => start)),
    most(periods.map(({ end }) => end)),
  ];
  const wanted = days.map(({ today }, at) => ({ site_uuid: uuids[at]!, day: `${today}` }));
  const [revision, values, fits, dayAhead] = await Promise.all([
    revisions.bySite(sql, uuids),
    dayValues.between(sql, uuids, start, end),
    energies.fits(sql, uuids),
    energies.daysAhead(sql, wanted),
  ]);
  const fitsOf = Map.groupBy(fits, ({ site_uuid }) => site_uuid);
  const aheadOf = new Map(dayAhead.map(({ site_uuid, mean_kwh }) => [site_uuid, mean_kwh]));
  const figuresOf = (site: Site, at: number): StoredFigures => {
    const { zone, today, tomorrow } = days[at]!;
    const dayAt = (day: Temporal.PlainDate) =>
      siteDay({ site, day, zone, now, ...values.get(site.site_uuid)! });
    const input = {
      site,
      today: dayAt(today),
      tomorrow: dayAt(tomorrow),
      knowledge: fitsOf.get(site.site_uuid) ?? [],
      dayAheadKwh: aheadOf.get(site.site_uuid) ?? null,
    };
    return {
      site_uuid: site.site_uuid,
      version: site.version,
      revision: revision.get(site.site_uuid) ?? "0",
      ...siteFigures(input, now),
    };
  };
  const computed: StoredFigures[] = [];
  for (const [at, site] of sites.entries()) {
    if (at > 0 && at % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
    computed.push(figuresOf(site, at));
  }
  return computed;
}

function daysOf(zone: string, now: Temporal.Instant) {
  const today = dayOf(now, zone);
  const tomorrow = today.add({ days: 1 });
  const { start } = dayPeriod(today, zone);
  return { zone, today, tomorrow, start, end: dayPeriod(tomorrow, zone).end };
}

const least = (times: Temporal.Instant[]) => times.toSorted(Temporal.Instant.compare)[0]!;
const most = (times: Temporal.Instant[]) => times.toSorted(Temporal.Instant.compare).at(-1)!;

/**
 * Returns the active sites whose figures are of an earlier quarter hour, or that have changed since.
 * A stored revision ends in what the model's name and truncations add to the counter.
 */
export async function due(sql: OwnerSql, now: Temporal.Instant): Promise<Site[]> {
  return await sql<Site[]>`
    select ${siteColumns(sql)} from sites
    where active is not false and not exists (select 1 from site_figures f
      left join site_revisions r using (site_uuid)
      where f.site_uuid = sites.site_uuid and f.version = sites.version
        and f.computed_utc >= date_bin('15 min', ${now}::timestamp, timestamp '2000-01-01')
        and substring(f.revision from '^\\d+')::bigint = coalesce(r.revision, 0))
    order by site_uuid`;
}

/** Stores figures of a moment, except those of sites that have been deleted meanwhile. */
export async function store(
  sql: OwnerSql,
  figures: StoredFigures[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into site_figures
    select f.* from jsonb_populate_recordset(null::site_figures, ${
    json(sql, figures.map((row) => ({ ...row, computed_utc: now.toString() })))
  }) f join sites using (site_uuid)
    on conflict (site_uuid) do update set
      computed_utc = excluded.computed_utc, version = excluded.version,
      revision = excluded.revision, day = excluded.day, now_kw = excluded.now_kw,
      now_is_measured = excluded.now_is_measured, produced_kwh = excluded.produced_kwh,
      expected_kwh = excluded.expected_kwh, expected_p10_kwh = excluded.expected_p10_kwh,
      expected_p90_kwh = excluded.expected_p90_kwh, day_ahead_kwh = excluded.day_ahead_kwh,
      tomorrow_kwh = excluded.tomorrow_kwh, tomorrow_p10_kwh = excluded.tomorrow_p10_kwh,
      tomorrow_p90_kwh = excluded.tomorrow_p90_kwh, is_typical = excluded.is_typical,
      forecast_made_utc = excluded.forecast_made_utc,
      forecast_until_utc = excluded.forecast_until_utc,
      measured_until_utc = excluded.measured_until_utc,
      is_forecast_late = excluded.is_forecast_late, is_measured_late = excluded.is_measured_late,
      no_forecast_reason = excluded.no_forecast_reason,
      half_hours = excluded.half_hours`;
}
