import { createRoute, z } from "@hono/zod-openapi";
import type { ChargingWindow } from "../../../domain/charging/windows.ts";
import { windowsQuery } from "../../../domain/charging/windows_query.ts";
import { thousandths } from "../../../domain/generation/energy.ts";
import { utcText } from "../../../domain/time/time.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { siteWindows } from "../../charging/site_windows.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { numberText } from "../number_text.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";

const { energy_kwh, power_kw, before } = windowsQuery.shape;

const kwh = z.number();
const windowJson = z.object({
  start_utc: z.iso.datetime(),
  end_utc: z.iso.datetime().describe("The end of the last quarter hour, which may be used in part"),
  sun_kwh: kwh.describe("Expected sun (P50), at most: what the building uses is not known"),
  sun_p10_kwh: kwh.nullable(),
  sun_p90_kwh: kwh.nullable(),
}).openapi("ChargingWindow");

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/charging-windows",
  summary: "When to charge, so that the most of it is sun",
  description: "Of all starts on the quarter hour whose window lies in the latest forecast: the " +
    "one with the most sun (the earliest of equal ones), and the three best others. Nothing is " +
    "stored.",
  request: {
    params: siteParams,
    query: z.object({
      energy_kwh: numberText().pipe(energy_kwh),
      power_kw: numberText().pipe(power_kw),
      before: before.describe("The window ends by this time"),
    }),
  },
  responses: {
    200: json(
      z.object({
        site_uuid: z.guid(),
        forecast_until_utc: z.iso.datetime().nullable().describe("How far the forecast reaches"),
        best: windowJson.nullable().describe("null: no window lies in the forecast"),
        others: z.array(windowJson).describe("The best first"),
      }),
      "The windows",
    ),
    ...problems,
  },
});

/** GET /api/v1/sites/{site_uuid}/charging-windows */
export const chargingWindowRoutes = () =>
  router().openapi(route, async (c) => {
    const { sql, services } = c.var;
    const site = await load(c, "site_uuid", sites.find);
    const found = await siteWindows(sql, site, c.req.valid("query"), services.now());
    const { best, others, forecastUntilMs } = found;
    return c.json({
      site_uuid: site.site_uuid,
      forecast_until_utc: forecastUntilMs === null ? null : utcText(forecastUntilMs),
      best: best && toJson(best),
      others: others.map(toJson),
    }, 200);
  });

function toJson(window: ChargingWindow): z.output<typeof windowJson> {
  const rounded = (kwh: number | null) => kwh === null ? null : thousandths(kwh);
  return {
    start_utc: utcText(window.startMs),
    end_utc: utcText(window.endMs),
    sun_kwh: thousandths(window.p50Kwh),
    sun_p10_kwh: rounded(window.p10Kwh),
    sun_p90_kwh: rounded(window.p90Kwh),
  };
}
