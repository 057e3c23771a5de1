import { z } from "@hono/zod-openapi";
import type { ExpectedEnergy, SiteEnergy } from "../../../domain/forecasts/energy/site_energy.ts";
import { thousandths } from "../../../domain/generation/energy.ts";
import type { EnergyDay } from "../../../sql/forecasts/energies.ts";

/** An energy in kWh, or null. */
export const kwh = z.number().nullable();

/** An expected energy with its range. */
export const expected = z.object({
  mean_kwh: kwh.describe("Expected energy; null where less than 90 % of the daylight is covered"),
  p10_kwh: kwh.describe(
    "1 of 10 such days gives less; null while `compared_days` is below 10, but for the service's " +
      "own models, which start with the errors of the baseline",
  ),
  p90_kwh: kwh.describe("9 of 10 such days give less"),
  covered: z.number().describe("Share of the daylight with a forecast or a measurement, 0 to 1"),
});

/** The expected energy of a whole day of which some is still to come. */
export const ahead = expected.extend({
  compared_days: z.int().describe("Days of the last 30 that the range was learned from"),
  typical: z.boolean().describe("True: a typical value, not a forecast"),
});

/** The energy of a day as it was issued the day before. */
export const dayAhead = z.object({
  mean_kwh: z.number(),
  p10_kwh: kwh,
  p90_kwh: kwh,
  model_name: z.string(),
  issued_utc: z.iso.datetime(),
  reconstructed: z.boolean().describe("True: made later from the runs of then"),
}).nullable().describe("As known at 9:00, by the site's clock, of the day before; never changes");

/** Returns an energy in kWh rounded to watt-hours, or null. */
export const kwhJson = (energy: number | null) => energy === null ? null : thousandths(energy);

/** Returns a share in thousandths, rounded down: what is incomplete never becomes 1. */
export const shareJson = (share: number) => Math.floor(share * 1000) / 1000;

/** Returns the JSON of an expected energy. */
export function expectedJson({ energy, covered }: ExpectedEnergy): z.output<typeof expected> {
  return {
    mean_kwh: kwhJson(energy?.meanKwh ?? null),
    p10_kwh: kwhJson(energy?.p10Kwh ?? null),
    p90_kwh: kwhJson(energy?.p90Kwh ?? null),
    covered: shareJson(covered),
  };
}

/** Returns the JSON of the expected energy of a whole day. */
export function aheadJson(
  { whole, comparedDays, isTypical }: SiteEnergy,
): z.output<typeof ahead> {
  return { ...expectedJson(whole), compared_days: comparedDays, typical: isTypical };
}

/** Returns the JSON of a day-ahead energy; null without one. */
export function dayAheadJson(row: EnergyDay | undefined): z.output<typeof dayAhead> {
  return row
    ? {
      mean_kwh: thousandths(row.mean_kwh),
      p10_kwh: kwhJson(row.p10_kwh),
      p90_kwh: kwhJson(row.p90_kwh),
      model_name: row.model_name,
      issued_utc: row.issued_utc,
      reconstructed: row.is_reconstructed,
    }
    : null;
}
