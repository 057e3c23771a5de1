import { z } from "@hono/zod-openapi";
import type { ReliabilityDay } from "../../../domain/accuracy/reliability.ts";
import { type Comparison, summaryOf } from "../../../domain/accuracy/reliability_summary.ts";
import { kwh, kwhJson } from "../forecasts/energy_json.ts";

const comparison = z.object({
  days: z.int(),
  forecast_mae_kwh: z.number(),
  reference_mae_kwh: z.number(),
  skill: z.number().nullable().describe("1 - MAE / MAE of the reference"),
}).nullable().describe("Over the days for which both references are known; null without any");

/** How far day-ahead energies were off, in JSON. */
export const dayAheadAccuracy = z.object({
  compared_days: z.int().describe("Days with a day-ahead energy that were measured"),
  mae_kwh: kwh,
  range_days: z.int().describe("Compared days with a P10 and a P90"),
  days_inside: z.int().describe("Of these, days that produced from P10 to P90"),
  as_yesterday: comparison,
  clear_sky_persistence: comparison,
  days: z.array(z.object({
    day: z.iso.date(),
    produced_kwh: kwh.describe("Null where less than 90 % of the daylight was measured"),
    mean_kwh: kwh.describe("Day-ahead energy; null where none was kept"),
    p10_kwh: kwh,
    p90_kwh: kwh,
    inside: z.boolean().nullable(),
    outage: z.boolean().describe("True: an outage or curtailment is marked; not compared"),
    as_yesterday_kwh: kwh.describe("What the day before produced"),
    clear_sky_persistence_kwh: kwh.describe(
      "With the clear-sky index of the 24 hours before 9:00 of the day before",
    ),
  })),
}).openapi("DayAheadAccuracy");

/** Returns the JSON of days and of what they say together. */
export function reliabilityJson(days: ReliabilityDay[]): z.output<typeof dayAheadAccuracy> {
  const summary = summaryOf(days);
  return {
    compared_days: summary.compared,
    mae_kwh: kwhJson(summary.maeKwh),
    range_days: summary.ranged,
    days_inside: summary.inside,
    as_yesterday: comparisonJson(summary.yesterday),
    clear_sky_persistence: comparisonJson(summary.clearSky),
    days: days.map(dayJson),
  };
}

function comparisonJson(of: Comparison | null): z.output<typeof comparison> {
  return of && {
    days: of.days,
    forecast_mae_kwh: kwhJson(of.forecastMaeKwh)!,
    reference_mae_kwh: kwhJson(of.referenceMaeKwh)!,
    skill: of.skill,
  };
}

function dayJson({ day, expected, ...of }: ReliabilityDay) {
  return {
    day: day.toString(),
    produced_kwh: kwhJson(of.producedKwh),
    mean_kwh: kwhJson(expected?.meanKwh ?? null),
    p10_kwh: kwhJson(expected?.p10Kwh ?? null),
    p90_kwh: kwhJson(expected?.p90Kwh ?? null),
    inside: of.isInside,
    outage: of.outage !== null,
    as_yesterday_kwh: kwhJson(of.yesterdayKwh),
    clear_sky_persistence_kwh: kwhJson(of.clearSkyKwh),
  };
}
