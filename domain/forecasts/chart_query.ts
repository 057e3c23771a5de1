/**
 * Which forecast the chart of a site's day shows, as its address says it: `forecast` names the choice,
 * `made` (a time on the site's clock) and `ahead` (hours) belong to one choice each, `baseline=yes`
 * lays the baseline over it.
 */
import { z } from "zod";
import type { ForecastQuestion } from "./forecast_query.ts";
import { type Parsed, parseForm, type Posted } from "../form.ts";

/** The newest forecast for each time, or one that meets what is asked. Times are those of the site's clock. */
export type ForecastChosen =
  | { forecast: "newest" | "day-ahead" }
  | { forecast: "as-made-at"; made: Temporal.PlainDateTime }
  | { forecast: "ahead"; ahead: number };

export type ChartQuestion = ForecastChosen & { baseline?: "yes" };

/** "Day ahead" is what was stored up to this hour of the day before. */
export const DAY_AHEAD_HOUR = 9;

const madeError = "Enter a day and a time, like 2026-11-20T06:00, of the years 1900 to 2099.";
const made = z.string({ error: madeError })
  .regex(/^(19|20)\d\d-\d\d-\d\dT\d\d:\d\d$/, { error: madeError, abort: true })
  .refine(isDateTime, { error: madeError, abort: true })
  .transform((text) => Temporal.PlainDateTime.from(text));

const aheadError = "Enter hours from 0 to 48, whole or in quarters.";
const ahead = z.number({ error: aheadError })
  .refine((hours) => hours >= 0 && hours <= 48 && hours % 0.25 === 0, { error: aheadError });

const chosen = <const F extends readonly [string, ...string[]]>(names: F) =>
  z.object({
    forecast: z.enum(names, { error: "Choose one of the forecasts in the list." }),
    baseline: z.literal("yes", { error: "Write yes, or leave the baseline out." }).optional(),
  });

const plain = chosen(["newest", "day-ahead"]);
const asMadeAt = chosen(["as-made-at"]).extend({ made });
const atLeastAhead = chosen(["ahead"]).extend({ ahead });

/**
 * What an address asks the chart for; nothing at all asks for the newest. What belongs to another
 * choice is not looked at: the form sends it along.
 */
export function chartAsked(posted: Posted): Parsed<ChartQuestion> {
  const asked = { ...posted, forecast: posted.forecast || "newest" };
  if (asked.forecast === "as-made-at") return parseForm(asMadeAt, asked);
  return asked.forecast === "ahead" ? parseForm(atLeastAhead, asked) : parseForm(plain, asked);
}

/** The parameters that say it in an address; none for the newest alone. */
export function parametersOf(question: ChartQuestion): Record<string, string> {
  const { forecast, baseline } = question;
  return {
    ...forecast === "newest" ? {} : { forecast },
    ...forecast === "as-made-at"
      ? { made: question.made.toString({ smallestUnit: "minute" }) }
      : {},
    ...forecast === "ahead" ? { ahead: String(question.ahead) } : {},
    ...baseline ? { baseline } : {},
  };
}

/**
 * What it asks of the forecasts for a day of the zone. All of the day's times have the same deadline
 * of the day before, so that is asked for as an instant: hours after midnight on a clock of one offset
 * would be wrong on days of 23 and 25 hours.
 */
export function forecastQuestion(
  question: ForecastChosen,
  day: Temporal.PlainDate,
  zone: string,
): ForecastQuestion {
  switch (question.forecast) {
    case "newest":
      return {};
    case "as-made-at":
      return { made_before: madeAt(question.made, zone).instant.toString() };
    case "ahead":
      return { min_horizon_minutes: question.ahead * 60 };
    case "day-ahead":
      return { made_before: dayAheadDeadline(day, zone).toString() };
  }
}

function dayAheadDeadline(day: Temporal.PlainDate, zone: string): Temporal.Instant {
  const plainTime = { hour: DAY_AHEAD_HOUR };
  return day.subtract({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime }).toInstant();
}

export interface MadeAt {
  instant: Temporal.Instant;
  /** Where clocks change: the time is skipped and a later one taken, or comes twice and the first is. */
  change: "skipped" | "twice" | null;
}

/** The instant of a time on the zone's clock. */
export function madeAt(time: Temporal.PlainDateTime, zone: string): MadeAt {
  const [taken, other] = (["compatible", "later"] as const)
    .map((disambiguation) => time.toZonedDateTime(zone, { disambiguation }));
  const skipped = !taken!.toPlainDateTime().equals(time);
  const twice = !taken!.equals(other!);
  return { instant: taken!.toInstant(), change: skipped ? "skipped" : twice ? "twice" : null };
}

/** What the form has in the fields of the choices that were not made: the beginning of the day, 6 hours. */
export function withDefaults(
  posted: Posted,
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Posted {
  const past = Temporal.PlainDate.compare(day, today) < 0 ? day : today;
  const { forecast } = posted;
  return {
    ...posted,
    made: forecast === "as-made-at" ? posted.made : posted.made || `${past}T00:00`,
    ahead: forecast === "ahead" ? posted.ahead : posted.ahead || "6",
  };
}

function isDateTime(text: string): boolean {
  try {
    Temporal.PlainDateTime.from(text);
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}
