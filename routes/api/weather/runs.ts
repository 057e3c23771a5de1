import { createRoute, z } from "@hono/zod-openapi";
import { AppError, type FieldError } from "../../../domain/errors.ts";
import { time } from "../../../domain/time/time_range.ts";
import { QUANTITIES } from "../../../domain/weather/quantities.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import * as weatherRuns from "../../../sql/weather/weather_runs.ts";
import { cursorQuery, load, uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { json, problems, router } from "../router.ts";

const utc = z.iso.datetime();

const listed = z.object({
  weather_run_uuid: z.guid(),
  source: z.string(),
  issued_utc: utc.describe("When it was made"),
  received_utc: utc.describe("When it was stored here"),
  latitude: z.number().nullable().describe("null: it is for a site alone"),
  longitude: z.number().nullable().describe("null: it is for a site alone"),
  site_uuid: z.guid().nullable().describe("null: it is for a place"),
  origin: z.enum(["own", "other", "fetched"])
    .describe("own: your group sent it; other: another group; fetched: the service itself"),
  start_utc: utc.describe("Start of its first value"),
  end_utc: utc.describe("End of its last value"),
  value_count: z.int(),
});

const numbers = Object.fromEntries(
  QUANTITIES.map((name) => [name, z.number().nullable()]),
) as Record<(typeof QUANTITIES)[number], z.ZodNullable<z.ZodNumber>>;

/** A value of weather in JSON; null: not given. */
export const weatherValue = z.object({ start_utc: utc, end_utc: utc, ...numbers });

const withValues = listed.extend({ values: z.array(weatherValue) }).openapi("WeatherRun");

const degrees = (most: number) =>
  z.string().regex(/^-?\d{1,6}(\.\d{1,4})?$/, { error: "Write degrees like 55.4833." })
    .transform(Number).refine((number) => Math.abs(number) <= most, {
      error: `Write degrees from -${most} to ${most}.`,
    }).optional();

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/weather",
  operationId: "getWeatherRuns",
  summary: "Runs of weather models, the newest first",
  description:
    "Those that your group sent, and those for its sites or for places near them (5 km, unless " +
    "WEATHER_DISTANCE_KM of this service says otherwise). `start` and `end` are issue times.",
  request: {
    query: z.object({
      ...cursorQuery("runs"),
      start: time.optional(),
      end: time.optional(),
      source: z.string().max(64).optional().describe("Runs of this source alone"),
      site_uuid: uuid().optional().describe("Runs for this site and for places near it"),
      latitude: degrees(90).describe("With longitude: runs of places near these coordinates"),
      longitude: degrees(180),
    }),
  },
  responses: {
    200: json(z.object({ runs: z.array(listed), next_cursor: z.guid().nullable() }), "Runs"),
    ...problems,
  },
});

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: "/weather/{weather_run_uuid}",
  operationId: "getWeatherRun",
  summary: "A run of a weather model with its values, as they were sent",
  request: { params: z.object({ weather_run_uuid: uuid() }) },
  responses: { 200: json(withValues, "The run"), ...problems },
});

/** GET /api/v1/weather and /api/v1/weather/{weather_run_uuid} */
export const weatherRunRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { sql } = c.var;
      const { cursor, start, end, limit, latitude, longitude, ...filter } = c.req.valid("query");
      if ((latitude === undefined) !== (longitude === undefined)) throw halfPlace();
      const after = cursor === undefined ? undefined : await weatherRuns.find(sql, cursor);
      if (cursor !== undefined && !after) throw unknownCursor();
      const rows = await weatherRuns.list(sql, {
        ...filter,
        near: latitude === undefined ? undefined : { latitude, longitude: longitude! },
        start: start === undefined ? undefined : Temporal.Instant.from(start),
        end: end === undefined ? undefined : Temporal.Instant.from(end),
        after,
        limit,
      });
      const page = cursorPage(rows, limit, "weather_run_uuid");
      return c.json({ runs: page.rows, next_cursor: linkNext(c, page.next_cursor) }, 200);
    })
    .openapi(show, async (c) => {
      const run = await load(c, "weather_run_uuid", weatherRuns.find);
      const values = await weatherRuns.valuesOf(c.var.sql, run.weather_run_uuid);
      return c.json({ ...run, values }, 200);
    });

const invalid = (field: string, message: string) => {
  const fields: FieldError[] = [{ field, message, at: { parameter: field } }];
  return new AppError("invalid", message, { fields });
};
const unknownCursor = () =>
  invalid("cursor", "There is no such run any more: begin again without a cursor.");
const halfPlace = () => invalid("longitude", "Send latitude and longitude, or neither.");
