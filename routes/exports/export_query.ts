/**
 * The query parameters of an export: the same for the form of the page, the API and the links. What
 * is left out has its default.
 */
import { z } from "zod";
import { LIGHTS } from "../../domain/accuracy/accuracy.ts";
import {
  DECIMAL_MARKS,
  DELIMITERS,
  EXPORT_FORMATS,
  type Exported,
  EXPORTED_FORECASTS,
  EXPORTED_NAMES,
  type ExportFormat,
  type ExportQuestion,
} from "../../domain/operations/exports/export.ts";
import { isZone } from "../../domain/sites/site.ts";
import { calendarDay } from "../../domain/time/day_range.ts";
import { daysIn, MOST_DAYS } from "../../domain/time/shown_range.ts";
import { instantOfLocal } from "../../domain/time/local_time.ts";
import { time } from "../../domain/time/time_range.ts";
import { dayOf } from "../../domain/time/time.ts";
import { siteUuids } from "../api/sum_query.ts";
import { siteFilters } from "../sites/list_filters.ts";

type Names<T> = [keyof T & string, ...(keyof T & string)[]];
const names = <T extends object>(of: T) => Object.keys(of) as Names<T>;
const oneOf = (of: readonly string[]) => ({ error: `Write one of: ${of.join(", ")}.` });

const madeError = "Write a time like 2026-11-21T09:00:00Z, or 2026-11-21T09:00 in the file's zone.";
const isMadeBefore = (text: string) =>
  time.safeParse(text).success ||
  /^(19|20)/.test(text) && instantOfLocal(text, "UTC") !== undefined;

const zoneError = "Write UTC, site or a zone like Europe/London.";

/** The parameters; `what` is a part of the path in the API. */
export const exportParameters = {
  site_uuids: siteUuids.optional().describe(
    "UUIDs of sites with commas between them; by default the sites that pass the filters",
  ),
  ...siteFilters,
  start: calendarDay.optional().describe("First day; by default six days before the last"),
  end: calendarDay.optional().describe("Last day, included; by default today"),
  forecast: z.enum(names(EXPORTED_FORECASTS), oneOf(names(EXPORTED_FORECASTS))).default("newest"),
  made_before: z.string().refine(isMadeBefore, { error: madeError }).optional().describe(
    "With as_made: when the forecasts were made at last",
  ),
  model_name: z.string().min(1).max(255, { error: "A model's name has at most 255 letters." })
    .optional().describe("Forecasts of this model only, whose gaps are not filled"),
  light: z.enum(LIGHTS, oneOf(LIGHTS)).default("daylight").describe(
    "Of accuracy. daylight: with the sun up, PV sites with coordinates only; day: all",
  ),
  zone: z.string({ error: zoneError }).max(64, { error: zoneError })
    .refine((name) => name === "site" || isZone(name), { error: zoneError }).default("UTC")
    .describe("Zone of times and days: UTC, an IANA name, or site for each site's own"),
  settlement_periods: z.enum(["yes", "no"], oneOf(["yes", "no"])).default("no").describe(
    "yes: two columns with the settlement date and period of Great Britain",
  ),
  format: z.enum(EXPORT_FORMATS, oneOf(EXPORT_FORMATS)).default("csv").describe(
    "excel: CSV with a byte order mark and times that spreadsheets read",
  ),
  delimiter: z.enum(names(DELIMITERS), oneOf(names(DELIMITERS))).default("comma"),
  decimal: z.enum(names(DECIMAL_MARKS), oneOf(names(DECIMAL_MARKS))).default("point"),
};

type Output = Omit<z.output<z.ZodObject<typeof exportParameters>>, "format"> & {
  format?: ExportFormat;
};

/** Adds what must hold between the parameters to a schema that has them. */
const related = <S extends z.ZodType<Output>>(schema: S): S =>
  schema.refine((query) => !query.start || !query.end || query.start <= query.end, {
    path: ["end"],
    error: "The last day must not be before the first.",
  }).refine(
    ({ start, end }) => !start || !end || start > end || daysIn(plainDays(start, end)) <= MOST_DAYS,
    { path: ["end"], error: `Choose at most ${MOST_DAYS} days, which is ten years.` },
  ).refine(({ forecast, made_before }) => forecast !== "as_made" || made_before !== undefined, {
    path: ["made_before"],
    error: "Say at which time.",
  }).refine(({ delimiter, decimal }) => delimiter !== "comma" || decimal !== "comma", {
    path: ["decimal"],
    error: "Choose a semicolon or a tab between cells, if numbers have a comma.",
  });

/**
 * The query of an export in the API, where the path names what is exported, and the format can be
 * that of the Accept header.
 */
export const exportQuery = related(
  z.object({ ...exportParameters, format: exportParameters.format.unwrap().optional() }),
);

/** The query of the page and of links. */
export const exportForm = related(
  z.object({
    what: z.enum(EXPORTED_NAMES, { error: "Choose what to export." }),
    ...exportParameters,
  }),
);

/** What is exported, as the path of the API names it. */
export const exported = z.enum(EXPORTED_NAMES, oneOf(EXPORTED_NAMES));

const plainDays = (first: string, last: string) => ({
  first: Temporal.PlainDate.from(first),
  last: Temporal.PlainDate.from(last),
});

const DEFAULT_DAYS = 7;

/** Completes the days: the last is today by the clock of the file's zone, or of UTC. */
function rangeOf({ start, end, zone }: Output, now: Temporal.Instant) {
  const last = end === undefined
    ? start === undefined
      ? dayOf(now, zone === "site" ? "UTC" : zone)
      : Temporal.PlainDate.from(start).add({ days: DEFAULT_DAYS - 1 })
    : Temporal.PlainDate.from(end);
  const first = start === undefined
    ? last.subtract({ days: DEFAULT_DAYS - 1 })
    : Temporal.PlainDate.from(start);
  return { first, last };
}

/** Returns the question that valid parameters ask. */
export function exportQuestion(
  what: Exported,
  query: Output & { format: ExportFormat },
  now: Temporal.Instant,
): ExportQuestion {
  const { forecast, made_before, model_name, light, zone } = query;
  const conditions = model_name === undefined ? {} : { model_name };
  return {
    what,
    sites: query.site_uuids ? { uuids: query.site_uuids } : { filter: filterOf(query) },
    range: rangeOf(query, now),
    forecast: { choice: forecast, madeBefore: made_before, conditions },
    light,
    layout: {
      format: query.format,
      delimiter: DELIMITERS[query.delimiter],
      decimal: DECIMAL_MARKS[query.decimal],
      zone,
      hasSettlement: query.settlement_periods === "yes",
    },
  };
}

function filterOf(query: Output) {
  const own = Object.keys(siteFilters) as (keyof typeof siteFilters)[];
  return Object.fromEntries(own.map((name) => [name, query[name]])) as Pick<
    Output,
    keyof typeof siteFilters
  >;
}
