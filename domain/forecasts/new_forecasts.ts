import { z } from "zod";
import type { FieldError } from "../errors.ts";

const time = z.iso.datetime({
  offset: true,
  abort: true,
  error: "Write a time with its offset, like 2026-11-21T09:00:00Z.",
}).refine((text) => /^(19|20).*(Z|[+-](0\d|1[0-4]):\d\d)$/.test(text), {
  error: "Write a time between 1900 and 2099, with an offset of at most 14 hours.",
});
const kw = z.number({ error: "Give a finite number." });
const siteUuid = z.guid({ error: "This is no UUID." });

/** One call takes as much as its body holds; the database names what is wrong with a row. */
const rows = <S extends z.ZodType>(row: S, what: string) =>
  z.array(row, { error: `Send a list of ${what}.` }).min(1, { error: `Send ${what}.` });

const measured = {
  start_utc: time,
  end_utc: time.describe("After the start, by one day at most"),
  generation_power_kw: kw.describe(
    "Mean power over [start_utc, end_utc), from -0.05 to 1.1 times the site's capacity",
  ),
};
const replace = z.boolean({ error: "Say true or false." }).default(false)
  .describe("Whether a value takes the place of a stored one; otherwise the first one stays");

/** Measurements of one site. */
export const siteGeneration = z.object({ values: rows(z.object(measured), "values"), replace });

/** Measurements of any of the caller's sites. */
export const generationOfSites = z.object({
  values: rows(z.object({ site_uuid: siteUuid, ...measured }), "values"),
  replace,
});

const forecastValue = z.object({
  start_utc: time,
  end_utc: time.describe("After the start, by one day at most"),
  forecast_power_kw: kw.describe("Mean power over [start_utc, end_utc)"),
  p10_kw: kw.nullish(),
  p90_kw: kw.nullish(),
  horizon_minutes: z.int32({ error: "Give whole minutes." }).nullish()
    .describe("Without it: from the run's time to the start"),
});

const name = (what: string, most: number) =>
  z.string({ error: `Give ${what}.` }).trim().min(1, { error: `Give ${what}.` })
    .max(most, { error: `Use at most ${most} characters.` })
    .refine((text) => !text.includes("\0"), { error: "A name has no NUL in it." });

/** One run of a model for one site. */
export const siteForecast = z.object({
  timestamp_utc: time.describe("When the run was made"),
  model_name: name("the name of the model", 255),
  model_version: name("the model's version", 32).optional(),
  forecast_version: name("the forecast's version", 32).optional()
    .describe("Without it: the model's version"),
  values: rows(forecastValue, "values"),
});

/** A model that is not there is made: a mistake in its name must not make thousands. */
const MOST_MODELS = 20;

const modelsOf = (runs: Pick<z.output<typeof siteForecast>, "model_name" | "model_version">[]) =>
  new Set(runs.map((run) => JSON.stringify([run.model_name, run.model_version])));

/** Runs for any of the caller's sites. */
export const forecastsOfSites = z.object({
  forecasts: rows(siteForecast.extend({ site_uuid: siteUuid }), "forecasts").refine(
    (runs) => modelsOf(runs).size <= MOST_MODELS,
    { error: `Send runs of at most ${MOST_MODELS} models at once.` },
  ),
});

export type SiteForecast = z.output<typeof siteForecast> & { site_uuid: string };
export type Measured = z.output<typeof generationOfSites>["values"][number];

/** What became of the rows of a request; they add up to what was sent. */
export interface Ingested {
  inserted: number;
  /** Stored already as they were sent, or sent twice. */
  unchanged: number;
  /** Left out: something else is stored. */
  conflicting: number;
  /** The first of those, by its place: "Row 3". */
  first_conflict: string | null;
}

/** The first thing wrong with a request, named by the place of its row, counted from 1. */
export function firstOffender({ issues: [issue] }: z.ZodError): FieldError {
  const field = issue!.path.join(".");
  const [, run] = /^forecasts\.(\d+)/.exec(field) ?? [];
  const [, row] = /(?:^|\.)values\.(\d+)/.exec(field) ?? [];
  const ofRun = run === undefined ? "" : ` of forecast ${Number(run) + 1}`;
  const place = row === undefined ? "" : `Row ${Number(row) + 1}${ofRun}: `;
  const start = place || ofRun && `Forecast ${Number(run) + 1}: `;
  const said = /[^.]+$/.exec(field)?.[0];
  return { field, message: start ? `${start}${said}: ${issue!.message}` : issue!.message };
}
