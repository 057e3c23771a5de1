/**
 * The query parameters of a site's chart: `forecast` names the choice; `made` (a time on the site's
 * clock) and `ahead` (hours) belong to one choice each; `baseline=yes` draws the baseline as well.
 */
import { z } from "zod";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import type { Parsed } from "../../domain/validation.ts";
import type { Posted } from "../../views/ui/form_state.ts";
import { parseForm } from "../http/parse_form.ts";

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
 * Parses the query of a chart's address; without `forecast` it is the newest. Ignores parameters of
 * choices that were not made: the form sends them along.
 */
export function parseChartQuery(query: Posted): Parsed<ChartQuestion> {
  const given = { ...query, forecast: query.forecast || "newest" };
  if (given.forecast === "as-made-at") return parseForm(asMadeAt, given);
  return given.forecast === "ahead" ? parseForm(atLeastAhead, given) : parseForm(plain, given);
}

/** Returns the query parameters of a choice, the inverse of `parseChartQuery`; none for the newest. */
export function chartParameters(question: ChartQuestion): Record<string, string> {
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
 * Returns the values of the chart's form: the given query, with defaults in the fields of choices that
 * were not made (the beginning of the day, or of today for future days; 6 hours).
 */
export function chartFormValues(
  query: Posted,
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Posted {
  const past = Temporal.PlainDate.compare(day, today) < 0 ? day : today;
  const { forecast } = query;
  return {
    ...query,
    made: forecast === "as-made-at" ? query.made : query.made || `${past}T00:00`,
    ahead: forecast === "ahead" ? query.ahead : query.ahead || "6",
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
