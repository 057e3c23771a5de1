import { loadPlant } from "../../service/demo/plant.ts";
import { makeForecasts } from "../../service/forecasts/forecasts.ts";
import * as generation from "../../sql/generation/generation.ts";
import { ownCast } from "./setup.ts";

/** The time of the tests of forecasts, and the issue time of the runs that are made then. */
export const NOW = Temporal.Instant.from("2026-06-21T08:07:00Z");
export const ISSUE = "2026-06-21T08:00:00Z";

export interface StoredValue {
  start_utc: string;
  end_utc: string;
  horizon_minutes: number;
  power: number;
  p10: number;
  p90: number;
}

/** A database with the cast, and what tests of forecasts do with it. */
export async function forecasting() {
  const { database, cast } = await ownCast();

  /** What the demo's plant measured, for the cast's. */
  async function feed(start: Temporal.Instant, end: Temporal.Instant) {
    const values = (await loadPlant()).production(start, end);
    const site_uuid = cast.sites.plant;
    await generation.store(database.owner, values.map((value) => ({ site_uuid, ...value })));
  }

  /** The values of the run that was made at a time for a site, and of no other. */
  async function valuesOf(
    timestamp_utc: string,
    site_uuid = cast.sites.plant,
  ): Promise<StoredValue[]> {
    const rows = await database.owner<StoredValue[]>`
      select v.start_utc, v.end_utc, horizon_minutes, forecast_power_kw as power,
        (probabilistic_values ->> 'p10')::float8 as p10,
        (probabilistic_values ->> 'p90')::float8 as p90
      from forecast_values v join forecasts f using (forecast_uuid)
      where f.timestamp_utc = ${timestamp_utc} and f.site_uuid = ${site_uuid} order by v.start_utc`;
    return [...rows];
  }

  async function forget() {
    await database.owner`delete from forecast_values`;
    await database.owner`delete from forecasts`;
    await database.owner`delete from app.baseline_fits`;
  }

  /** A site without forecasts, for good. */
  async function remove(site_uuid: string) {
    await database.owner`delete from generation where site_uuid = ${site_uuid}`;
    await database.owner`delete from site_group_sites where site_uuid = ${site_uuid}`;
    await database.owner`delete from sites where site_uuid = ${site_uuid}`;
  }

  /** The values of a run made at `issue`, by itself. */
  async function madeAt(issue: string): Promise<StoredValue[]> {
    await forget();
    await makeForecasts(database.owner, [Temporal.Instant.from(issue)]);
    return await valuesOf(issue);
  }

  return { database, cast, feed, valuesOf, forget, remove, madeAt };
}
