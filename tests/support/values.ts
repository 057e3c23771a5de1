import type { OwnerSql } from "../../db/client.ts";
import { milliseconds, MINUTE, utcText } from "../../domain/time/time.ts";
import * as forecasts from "../../sql/forecasts/forecasts.ts";
import * as models from "../../sql/forecasts/models.ts";
import * as generation from "../../sql/generation/generation.ts";

export interface Period {
  start_utc: string;
  end_utc: string;
}

/** `count` periods of so many minutes, one after the other. */
export function periods(start_utc: string, minutes: number, count: number): Period[] {
  const time = (step: number) => utcText(milliseconds(start_utc) + step * minutes * MINUTE);
  return Array.from({ length: count }, (_, i) => ({ start_utc: time(i), end_utc: time(i + 1) }));
}

/** Stores what a site produced in these periods; a power of undefined is a gap. */
export async function measured(
  sql: OwnerSql,
  site_uuid: string,
  times: Period[],
  powerKw: (index: number) => number | undefined,
): Promise<void> {
  const values = times.flatMap((time, index) => {
    const generation_power_kw = powerKw(index);
    return generation_power_kw === undefined ? [] : [{ site_uuid, ...time, generation_power_kw }];
  });
  await generation.store(sql, values);
}

/** Stores a run of a model named "test", version "3", with P10 and P90 a kilowatt off. */
export async function forecasted(
  sql: OwnerSql,
  site_uuid: string,
  timestamp_utc: string,
  times: Period[],
  powerKw: (index: number) => number,
): Promise<void> {
  const model = { name: "test", version: "3", description: "" };
  const values = times.map((time, index) => ({
    ...time,
    forecast_power_kw: powerKw(index),
    horizon_minutes: (milliseconds(time.start_utc) - milliseconds(timestamp_utc)) / MINUTE,
    probabilistic_values: { p10: powerKw(index) - 1, p90: powerKw(index) + 1 },
  }));
  await forecasts.store(sql, [{
    site_uuid,
    timestamp_utc,
    forecast_version: "3",
    ml_model_uuid: await models.findOrMake(sql, model),
    values,
  }]);
}
