import type { LatestForecastValue } from "../../domain/forecasts/forecast_value.ts";
import type { GenerationValue } from "../../domain/generation/generation_value.ts";
import type { OutagePeriod } from "../../domain/sites/outage.ts";
import type { Site } from "../../domain/sites/site.ts";
import { type SiteDay, siteDay } from "../../domain/forecasts/site_day.ts";
import { milliseconds, MINUTE, utcText } from "../../domain/time/time.ts";

/** A site of which only the key is known: every other column is NULL. */
export const BARE_SITE: Site = {
  site_uuid: "99aa7f2e-1b0a-4d1c-8a44-5b2c6d7e8f92",
  client_site_id: null,
  client_site_name: null,
  country: null,
  region: null,
  dno: null,
  gsp: null,
  asset_type: "pv",
  orientation: null,
  tilt: null,
  latitude: null,
  longitude: null,
  altitude_m: null,
  capacity_kw: null,
  capacity_from: null,
  former_capacities: [],
  inverter_capacity_kw: null,
  module_capacity_kw: null,
  time_zone: null,
  measured_every_minutes: null,
  note: null,
  has_battery: false,
  is_tracked: false,
  is_curtailed: false,
  active: null,
  version: 1,
};

export const PLANT: Site = {
  ...BARE_SITE,
  site_uuid: "b6c9a3f2-4f1e-4c5e-9d57-0d1b6c2a7e11",
  client_site_name: "Plant",
  orientation: 194,
  tilt: 2,
  latitude: -21.333,
  longitude: 55.483,
  altitude_m: 75,
  capacity_kw: 50,
};

/** Measured values of `minutes` each, one after the other; undefined is a gap. */
export function measured(
  start_utc: string,
  minutes: number,
  powers: (number | undefined)[],
): GenerationValue[] {
  return powers.flatMap((generation_power_kw, index) =>
    generation_power_kw === undefined
      ? []
      : [{ ...period(start_utc, minutes, index), generation_power_kw }]
  );
}

/** A run's values, each with P10 and P90 a kilowatt off. */
export function forecasted(
  start_utc: string,
  minutes: number,
  powers: number[],
  timestamp_utc = start_utc,
): LatestForecastValue[] {
  return powers.map((forecast_power_kw, index) => ({
    ...period(start_utc, minutes, index),
    forecast_power_kw,
    p10_kw: forecast_power_kw - 1,
    p90_kw: forecast_power_kw + 1,
    site_uuid: PLANT.site_uuid,
    forecast_uuid: "0c1d0b62-2e94-4a51-9c0c-6a4d5c1f7a10",
    timestamp_utc,
    horizon_minutes: 0,
    model_name: "baseline",
    model_version: "1",
    is_cut: false,
    is_filled: false,
  }));
}

function period(start_utc: string, minutes: number, index: number) {
  const startMs = milliseconds(start_utc) + index * minutes * MINUTE;
  return { start_utc: utcText(startMs), end_utc: utcText(startMs + minutes * MINUTE) };
}

interface DayAsked {
  site?: Site;
  day: string;
  days?: number;
  zone: string;
  now: string;
  forecast?: LatestForecastValue[];
  generation?: GenerationValue[];
  baseline?: LatestForecastValue[];
  compared?: LatestForecastValue[];
  outages?: OutagePeriod[];
}

export function dayOfSite(asked: DayAsked): SiteDay {
  return siteDay({
    site: asked.site ?? PLANT,
    day: Temporal.PlainDate.from(asked.day),
    days: asked.days,
    zone: asked.zone,
    now: Temporal.Instant.from(asked.now),
    forecast: asked.forecast ?? [],
    generation: asked.generation ?? [],
    baseline: asked.baseline,
    compared: asked.compared,
    outages: asked.outages,
  });
}
