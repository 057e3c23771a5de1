/** CPU time of fits and forecasts as the service makes them, on one core and without the database. */
import process from "node:process";
import {
  fitSite,
  forecastSite,
  packFit,
  unpackFit,
  type WeatherSite,
} from "../../domain/weather/model/site_model.ts";
import type { Plant } from "./read.ts";

const DAYS = 180;
/** How often each is run, so that most of it runs compiled, as in a service. */
const FITS = 10;
const FORECASTS = 100;
const HOURS_BACK = 12;
const HOURS_AHEAD = 48;
const SITE: WeatherSite = {
  asset_type: "pv",
  latitude: -35.3,
  longitude: 149.1,
  altitude_m: null,
  tilt: 30,
  orientation: 0,
  capacity_kw: 1000,
  module_capacity_kw: null,
  inverter_capacity_kw: null,
};

/** Returns CPU milliseconds of a site with 180 days of history, the last that leave two to forecast. */
export function speed({ weather, power }: Plant): { fit_ms: number; forecast_ms: number } {
  const end = weather.length - HOURS_AHEAD;
  const past = weather.slice(end - 24 * DAYS, end);
  const measured = past.map(({ endMs }, at) => ({
    endMs,
    powerKw: 1000 * power[end - 24 * DAYS + at]!,
  }));
  const fit = fitSite(SITE, past, measured);
  if (!fit) throw new Error("The file has too few days to measure the speed.");
  const packed = packFit(fit);
  const around = weather.slice(end - HOURS_BACK);
  const recent = measured.slice(-HOURS_BACK);
  const issueMs = past.at(-1)!.endMs;
  return {
    fit_ms: cpuMs(FITS, () => packFit(fitSite(SITE, past, measured)!)),
    forecast_ms: cpuMs(
      FORECASTS,
      () => forecastSite(SITE, unpackFit(packed), around, recent, issueMs),
    ),
  };
}

function cpuMs(times: number, run: () => void): number {
  const start = process.cpuUsage();
  for (let time = 0; time < times; time++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / times;
}
