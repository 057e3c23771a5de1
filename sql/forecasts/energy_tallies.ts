import type { ScopedSql } from "../../db/scope.ts";
import { dayPartsOf, type DayTally, talliesOf } from "../../domain/forecasts/energy/energy_days.ts";
import type { Site } from "../../domain/sites/site.ts";
import { type DayRange, daysOf } from "../../domain/time/shown_range.ts";
import * as energies from "./energies.ts";
import * as energySpans from "./energy_spans.ts";

/** Reads what was measured and forecast of each day of a range. */
export async function readTallies(
  sql: ScopedSql,
  site: Site,
  range: Pick<DayRange, "first" | "last">,
  now: Temporal.Instant,
): Promise<DayTally[]> {
  const { site_uuid } = site;
  const parts = dayPartsOf(site, range, now.epochMilliseconds);
  const edges = parts.edgesMs.map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
  const [measured, newest, dayAhead] = await Promise.all([
    energySpans.measured(sql, site_uuid, edges),
    energySpans.newest(sql, site_uuid, edges),
    energies.daysAhead(sql, daysOf(range).map((day) => ({ site_uuid, day: `${day}` }))),
  ]);
  const ahead = new Map(dayAhead.map(({ day, mean_kwh }) => [day, mean_kwh]));
  return talliesOf(parts, measured, newest, ahead);
}
