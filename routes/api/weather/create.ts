import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { turnTaker } from "../../../db/turns.ts";
import {
  MOST_RUN_VALUES,
  MOST_RUNS,
  MOST_VALUES,
  weatherRun,
  weatherRuns,
} from "../../../domain/weather/new_weather.ts";
import { runsIn } from "../../../domain/weather/sift_weather.ts";
import { MOST_VALUES_A_DAY } from "../../../sql/weather/weather_runs.ts";
import type { Scoped } from "../../http/context.ts";
import { uploadFormat } from "../../http/upload_format.ts";
import { scopedOrUpload } from "../../middleware/scoped_or_upload.ts";
import { bodyOfLines, describeBodies, dryRun, jsonBody } from "../ingestion.ts";
import { describeFields, json, refusals, router } from "../router.ts";
import { receiveUpload } from "../uploads/receive.ts";
import { WeatherUpload } from "../uploads/weather_upload.ts";
import { ReceivedRuns, type StoredRuns } from "./received_runs.ts";

const count = (number: number) => number.toLocaleString("en");

describeFields(weatherRun, {
  source: "Who makes the runs, as in icon-d2",
  issued_utc: "When the run was made",
  latitude:
    "With longitude: the place, kept to four decimals. Groups with a site near it see the run",
  longitude: "With latitude: the place",
  site_uuid: "In place of coordinates: only groups that have this site see the run",
  client_site_id: "The same by the client's number of the site",
  wind_height_m: "Height of the wind of all values that have none of their own; 10 by default",
  values: `At most ${count(MOST_RUN_VALUES)}, one of them with ghi_w_m2 or wind_speed_m_s`,
});
describeFields(weatherRun.shape.values.element, {
  end_utc: "After the start, by one day at most",
  ghi_w_m2:
    "Global horizontal irradiance, W/m², the mean over the period; down to -1 it counts as 0",
  dni_w_m2: "Direct normal irradiance, W/m², the mean over the period",
  dhi_w_m2: "Diffuse horizontal irradiance, W/m², the mean over the period",
  cloud_cover: "Share of the sky, 0 to 1",
  temperature_c: "°C, 2 m above the ground",
  wind_speed_m_s: "m/s, the mean over the period",
  wind_height_m: "Height of the wind above the ground, m",
  wind_direction_degrees: "Where the wind blows from: 0 north, 90 east",
  gusts_m_s: "m/s, the highest of the period",
  precipitation_mm: "Rain and snow of the whole period, mm of water",
  dni: "Short for dni_w_m2",
  dhi: "Short for dhi_w_m2",
  gusts: "Short for gusts_m_s",
});

const stored = z.object({
  inserted: z.int().describe("Runs that are new"),
  unchanged: z.int().describe("Runs that are stored already with the same values"),
  runs: z.array(z.object({
    weather_run_uuid: z.guid().nullable().describe("null: a dry run of a new one"),
    outcome: z.enum(["inserted", "unchanged"]),
  })).describe("In the order in which they were sent"),
}).openapi("StoredWeather");

const example = {
  source: "icon-d2",
  issued_utc: "2026-06-21T09:00:00Z",
  latitude: -21.333,
  longitude: 55.483,
  values: [
    { start_utc: "2026-06-21T10:00:00Z", period_minutes: 60, ghi_w_m2: 640, cloud_cover: 0.25 },
    { start_utc: "2026-06-21T11:00:00Z", period_minutes: 60, ghi_w_m2: 580, cloud_cover: 0.4 },
  ],
};

const described = bodyOfLines(
  "NewWeatherRun",
  "a run with its values, as in JSON",
  ", with what " +
    "tells its run: source, issued_utc and the place",
);
const choices = ["NewWeatherRun", "NewWeather"].map((name) => ({
  $ref: `#/components/schemas/${name}`,
}));

const create = createRoute({
  method: "post",
  middleware: scopedOrUpload,
  path: "/weather",
  summary: "Send runs of weather models",
  description:
    "One run, or a list of them; all are stored or none, and the error names the first that is " +
    "refused. A run never changes: the same one (source, issue time, place or site) sent again is " +
    "unchanged, and refused with 409 if its values are others. Numbers are kept to three decimals. " +
    `A request may have ${count(MOST_RUNS)} runs and ${
      count(MOST_VALUES)
    } values, and JSON 10 MB; ` +
    `a group may store ${
      count(MOST_VALUES_A_DAY)
    } values a day, where gaps count and each run counts as 24 more. NDJSON and CSV may be packed with ` +
    "gzip; what is wrong is named by its line then.",
  request: {
    query: z.object({ dry_run: dryRun }),
    body: {
      ...described,
      content: {
        ...described.content,
        "application/json": { schema: { anyOf: choices }, example },
      },
    },
  },
  responses: {
    200: json(stored, "What would become of the runs (dry_run), or all are stored already"),
    201: json(stored, "What became of the runs"),
    ...refusals,
  },
});

/** POST /api/v1/weather */
export const newWeatherRoutes = () =>
  describeBodies(router(), { NewWeatherRun: weatherRun, NewWeather: weatherRuns })
    .openapi(create, async (c) => {
      c.set("isDryRun", c.req.valid("query").dry_run);
      const nowMs = c.var.services.now().epochMilliseconds;
      if (uploadFormat(c)) {
        return await receiveUpload(c, new WeatherUpload(nowMs), (became) => responseOf(c, became));
      }
      const { list, isOne } = runsIn(await jsonBody(c));
      const runs = new ReceivedRuns(nowMs);
      const turn = turnTaker();
      for (const [run, sent] of list.entries()) {
        await turn();
        runs.add(sent, isOne ? { is: "only" } : { is: "listed", run });
      }
      return responseOf(c, await runs.store(c.var.sql));
    });

/** Responds with what became of the runs; in a dry run, with what would become of them. */
function responseOf(c: Context<Scoped>, became: StoredRuns) {
  if (!c.var.isDryRun) return c.json(became, became.inserted > 0 ? 201 : 200);
  const runs = became.runs.map(({ outcome, weather_run_uuid: uuid }) => ({
    weather_run_uuid: outcome === "inserted" ? null : uuid,
    outcome,
  }));
  return c.json({ ...became, runs }, 200);
}
