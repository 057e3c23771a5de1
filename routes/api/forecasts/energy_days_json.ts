import { z } from "@hono/zod-openapi";
import {
  type CoveredEnergy,
  type EnergyOfDays,
  peakCapacityOn,
} from "../../../domain/forecasts/energy/energy_days.ts";
import { isCovered } from "../../../domain/forecasts/energy/forecast_energy.ts";
import { thousandths } from "../../../domain/generation/energy.ts";
import type { Site } from "../../../domain/sites/site.ts";
import { kwh, kwhJson, shareJson } from "./energy_json.ts";

const covered = z.object({
  energy_kwh: kwh,
  covered: z.number().describe("Share of the daylight that the energy is of, 0 to 1"),
});

const energies = {
  measured: covered.describe(
    "What was measured: nothing is filled. Its share is that of the daylight up to now",
  ),
  day_ahead: covered.describe(
    "As known at 9:00 of the day before each day; null where less than 90 % is covered",
  ),
  newest: covered.describe(
    "By the newest forecast made before each time; null where less than 90 % is covered",
  ),
};

const head = {
  site_uuid: z.guid(),
  time_zone: z.string().describe("Zone of the days, which have 23 to 25 hours"),
  start: z.iso.date(),
  end: z.iso.date().describe("Included"),
};

export const energyDays = z.object({
  ...head,
  days: z.array(z.object({ day: z.iso.date(), ...energies })),
}).openapi("EnergyDays");

export const energyMonths = z.object({
  ...head,
  months: z.array(z.object({
    start: z.iso.date().describe("First day of the month, or of the range"),
    end: z.iso.date(),
    ...energies,
    capacity_kw: z.number().nullable().describe("Of the modules or the site, on the first day"),
    yield_kwh_per_kw: z.number().nullable().describe("Measured energy divided by this capacity"),
  })),
}).openapi("EnergyMonths");

/** Returns the JSON of a day. */
export function energyDayJson(day: EnergyOfDays) {
  return { day: `${day.first}`, ...energiesJson(day) };
}

/** Returns the JSON of a month. */
export function energyMonthJson(site: Site, month: EnergyOfDays) {
  const capacity = peakCapacityOn(site, month.first);
  const { kwh } = month.measured;
  return {
    start: `${month.first}`,
    end: `${month.last}`,
    ...energiesJson(month),
    capacity_kw: capacity,
    yield_kwh_per_kw: kwh === null || capacity === null ? null : thousandths(kwh / capacity),
  };
}

function energiesJson({ measured, dayAhead, newest }: EnergyOfDays) {
  return {
    measured: { energy_kwh: kwhJson(measured.kwh), covered: shareJson(measured.covered) },
    day_ahead: forecastJson(dayAhead),
    newest: forecastJson(newest),
  };
}

const forecastJson = ({ kwh, covered }: CoveredEnergy) => ({
  energy_kwh: isCovered(covered) ? kwhJson(kwh) : null,
  covered: shareJson(covered),
});
