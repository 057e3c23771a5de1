import { z } from "zod";
import { kw, rows, time } from "../ingestion.ts";
import { oneEnd, oneSite, periodFields, siteFields } from "../sent_row.ts";

const power = { generation_power_kw: kw().nullable() };
const replace = z.boolean({ error: "Write true or false." }).default(false);

/** Measurements of one site. */
export const siteGeneration = z.object({
  values: rows(z.object({ ...periodFields, ...power }).check(oneEnd), "values"),
  replace,
});

/** Measurements of any of the caller's sites. */
export const generationOfSites = z.object({
  values: rows(
    z.object({ ...siteFields, ...periodFields, ...power }).check(oneSite, oneEnd),
    "values",
  ),
  replace,
});

/** Longest range that one request deletes or stores anew. */
const MOST_DAYS = 366;

/** The half-open range of measurements to delete or to store anew: `start` and `end` of a query. */
export const generationRange = z.object({ start: time(), end: time() })
  .refine(({ start, end }) => hours(start, end) > 0, {
    path: ["end"],
    error: "The end must be after the start.",
  })
  .refine(({ start, end }) => hours(start, end) <= MOST_DAYS * 24, {
    path: ["end"],
    error: `Send at most ${MOST_DAYS} days at once.`,
  });

const hours = (start: string, end: string) =>
  Temporal.Instant.from(end).since(Temporal.Instant.from(start)).total("hours");

/** Measurements of one site that take the place of all others in a range; null is a gap. */
export const generationOfRange = z.object({
  values: rows(z.object({ start_utc: time(), end_utc: time(), ...power }), "values"),
});
