import { z } from "@hono/zod-openapi";
import type { SiteReport } from "../../../domain/operations/reports/site_report.ts";
import { ATTENTION_KINDS } from "../../../domain/sites/attention/kinds.ts";
import { OUTAGE_KINDS } from "../../../domain/sites/outage.ts";
import { kwh, kwhJson, shareJson } from "../forecasts/energy_json.ts";

const share = z.number().describe("0 to 1");
const dayEnergy = z.object({ day: z.iso.date(), produced_kwh: z.number() }).nullable();

/** The energies of a report and of each of its days. */
export const figuresSchema = {
  produced_kwh: kwh.describe("All that was measured; nothing is filled"),
  measured_share: share.describe("Share of the daylight so far that was measured, 0 to 1"),
  expected_kwh: kwh.describe("Sum of the day-ahead energies"),
  clear_sky_kwh: kwh.describe("What a cloudless sky would have given"),
};

export const siteReportJson = z.object({
  site_uuid: z.guid(),
  name: z.string(),
  time_zone: z.string().describe("Zone of the days"),
  capacity_kw: z.number().nullable(),
  month: z.string().describe("2026-10"),
  is_over: z.boolean().describe("false: the month goes on, and all figures are so far"),
  ...figuresSchema,
  kwh_per_kwp: z.number().nullable().describe("Produced energy by the capacity of the modules"),
  expected_days: z.int().describe("Days with a day-ahead energy"),
  compared: z.object({ days: z.int(), produced_kwh: z.number(), expected_kwh: z.number() })
    .nullable().describe("Both, over the days that have both"),
  best_day: dayEnergy.describe("Of the days with 90 % of the daylight measured"),
  worst_day: dayEnergy,
  accuracy: z.object({
    compared_days: z.int(),
    mae_kwh: kwh,
    mae_share: z.number().nullable(),
    range_days: z.int(),
    days_inside: z.int(),
  }).describe("Of the day-ahead energies, without days of a marked outage"),
  daylight_hours: z.number(),
  outage_hours: z.number().describe("Hours of daylight in marked outages"),
  curtailment_hours: z.number(),
  available_share: z.number().nullable(),
  outages: z.array(z.object({
    kind: z.enum(OUTAGE_KINDS),
    start_utc: z.iso.datetime(),
    end_utc: z.iso.datetime().nullable(),
    text: z.string().nullable().describe("What your group wrote"),
  })),
  attention: z.array(z.object({
    kind: z.enum(ATTENTION_KINDS),
    since_utc: z.iso.datetime(),
    until_utc: z.iso.datetime().nullable(),
  })).describe("What has ended is known for 30 days"),
  days: z.array(z.object({
    day: z.iso.date(),
    ...figuresSchema,
    outage: z.enum(OUTAGE_KINDS).nullable(),
  })),
}).openapi("SiteReport");

/** Returns the JSON of a site's month, with energies in whole watt-hours. */
export function siteReportToJson(report: SiteReport): z.output<typeof siteReportJson> {
  return {
    ...report,
    ...figuresToJson(report),
    kwh_per_kwp: kwhJson(report.kwh_per_kwp),
    days: report.days.map((day) => ({ ...day, ...figuresToJson(day) })),
  };
}

type Figures = Pick<
  SiteReport,
  "produced_kwh" | "measured_share" | "expected_kwh" | "clear_sky_kwh"
>;

/** Returns them with whole watt-hours, and shares in thousandths. */
export const figuresToJson = (of: Figures) => ({
  produced_kwh: kwhJson(of.produced_kwh),
  measured_share: shareJson(of.measured_share),
  expected_kwh: kwhJson(of.expected_kwh),
  clear_sky_kwh: kwhJson(of.clear_sky_kwh),
});
