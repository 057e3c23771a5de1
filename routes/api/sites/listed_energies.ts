import { z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import type { Site } from "../../../domain/sites/site.ts";
import * as energies from "../../../sql/forecasts/energies.ts";
import type { DayCache } from "../../sites/day_cache.ts";
import { today } from "../../sites/newest_days.ts";
import { listedEnergies } from "../../sites/site_energies.ts";
import {
  ahead,
  aheadJson,
  dayAhead,
  dayAheadJson,
  kwh,
  kwhJson,
} from "../forecasts/energy_json.ts";

/** A site's energies in a list: as in `GET /sites/{site_uuid}/energy`. */
export const listedEnergy = z.object({
  day: z.iso.date().describe("Today in the site's zone"),
  produced_kwh: kwh.describe("What was measured so far"),
  newest: ahead.describe("Today by the newest forecast, with what was measured"),
  tomorrow: ahead.describe("The day after today"),
  day_ahead: dayAhead,
}).describe("In kWh; with `energies=true` alone");

/** Returns the energies of today and tomorrow of some sites, in their order. */
export async function energiesOf(
  sql: ScopedSql,
  sites: Site[],
  now: Temporal.Instant,
  cache: DayCache,
): Promise<z.output<typeof listedEnergy>[]> {
  const rows = await today(sql, sites, now, cache);
  const found = await listedEnergies(sql, rows, now, cache);
  const kept = await energies.daysAhead(
    sql,
    rows.map(({ site, day }) => ({ site_uuid: site.site_uuid, day: day.day.toString() })),
  );
  const bySite = new Map(kept.map((row) => [row.site_uuid, row]));
  return rows.map(({ site, day }, at) => ({
    day: day.day.toString(),
    produced_kwh: kwhJson(day.producedKwh),
    newest: aheadJson(found[at]!.today),
    tomorrow: aheadJson(found[at]!.tomorrow),
    day_ahead: dayAheadJson(bySite.get(site.site_uuid)),
  }));
}
