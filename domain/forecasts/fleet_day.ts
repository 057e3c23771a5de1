import type { GenerationValue } from "../generation/generation_value.ts";
import type { PowerSum } from "../power_sum.ts";
import { type Site, zoneOf } from "../sites/site.ts";
import { type SiteDay, siteDay } from "./site_day.ts";

/** Share of the most sites that a period covers, without which its sum would be drawn as a dip. */
const LEAST_SITES = 0.9;

/** Returns the zone that most of these sites have; UTC without any. */
export function commonZone(
  places: readonly Pick<Site, "latitude" | "longitude" | "time_zone">[],
): string {
  const zones = Map.groupBy(places, zoneOf);
  const [most] = [...zones].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return most?.[0] ?? "UTC";
}

/**
 * Returns the sums without periods that cover fewer than nine tenths of the sites that the best
 * covered one has: where some sites have not reported yet, the line would seem to fall.
 */
export function wellCovered(sums: readonly PowerSum[]): (PowerSum & { power_kw: number })[] {
  const most = sums.reduce((highest, { sites }) => Math.max(highest, sites), 0);
  return sums.flatMap((sum) =>
    sum.power_kw !== null && sum.sites >= LEAST_SITES * most
      ? [{ ...sum, power_kw: sum.power_kw }]
      : []
  );
}

interface FleetDayInput {
  day: Temporal.PlainDate;
  zone: string;
  capacityKw: number | null;
  measured: readonly PowerSum[];
  forecast: readonly PowerSum[];
}

/** Returns a day of many sites together as that of one site without a place, for a chart of it. */
export function fleetDay(
  { day, zone, capacityKw, measured, forecast }: FleetDayInput,
  now: Temporal.Instant,
): { site: Site; day: SiteDay } {
  const site = { ...NO_SITE, capacity_kw: capacityKw, time_zone: zone };
  const generation = wellCovered(measured).map(({ start_utc, end_utc, power_kw }) => ({
    start_utc,
    end_utc,
    generation_power_kw: power_kw,
  } satisfies GenerationValue));
  const values = wellCovered(forecast).map(({ start_utc, end_utc, power_kw }) => ({
    start_utc,
    end_utc,
    forecast_power_kw: power_kw,
    p10_kw: null,
    p90_kw: null,
    timestamp_utc: start_utc,
    model_name: null,
    model_version: null,
  }));
  const shown = siteDay({ site, day, zone, now, forecast: values, generation });
  // The sums are of many runs, each site's own.
  return { site, day: { ...shown, forecastRun: null } };
}

/** Without coordinates there are no nights: those of sites far apart differ. */
const NO_SITE: Site = {
  site_uuid: "",
  client_site_id: null,
  client_site_name: null,
  country: null,
  region: null,
  dno: null,
  gsp: null,
  asset_type: "wind",
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
  note: null,
  measured_every_minutes: null,
  active: true,
  has_battery: false,
  is_tracked: false,
  is_curtailed: false,
  version: 1,
};
