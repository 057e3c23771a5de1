/**
 * The query parameters of a site's chart. `forecast` names the choice; `made` (a time on the site's
 * clock) and `ahead` (hours) belong to one choice each, and `model:NAME` is the newest of a model.
 * `compare`, `compare_made` and `compare_ahead` name another forecast likewise, or `none`;
 * `baseline=yes` draws the baseline as well; `hide` lists lines that are switched off; `pause=yes`
 * stops the page from refreshing itself.
 */
import { z } from "zod";
import { chartLines } from "../../domain/forecasts/chart_lines.ts";
import type { ChartQuestion, ForecastChoice } from "../../domain/forecasts/chart_question.ts";
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
  z.object({ forecast: z.enum(names, { error: "Choose one of the forecasts in the list." }) });

const plain = chosen(["newest", "day-ahead"]);
const asMadeAt = chosen(["as-made-at"]).extend({ made });
const atLeastAhead = chosen(["ahead"]).extend({ ahead });

const view = z.object({
  baseline: z.literal("yes", { error: "Write yes, or leave the baseline out." }).optional(),
  hide: z.string().transform(chartLines).optional(),
  pause: z.literal("yes", { error: "Write yes, or leave the pause out." }).optional(),
});

/**
 * Parses the query of a chart's address; without `forecast` it is the newest. Ignores parameters of
 * choices that were not made: the form sends them along.
 */
export function parseChartQuery(query: Posted): Parsed<ChartQuestion> {
  const choice = parseChoice({ ...query, forecast: query.forecast || "newest" });
  const compare = parseCompared(query);
  const shown = parseForm(view, query);
  const fields = [choice, compare, shown].flatMap(({ fields = [] }) => fields);
  if (!choice.data || !shown.data || fields.length > 0) return { fields };
  return { data: { ...choice.data, ...compare.data, ...shown.data } };
}

/** The name of a model: what PostgreSQL takes as text, and no more than a name is long. */
const MODEL = /^model:([^\p{Cc}]{1,200})$/u;

function parseChoice(given: Posted): Parsed<ForecastChoice> {
  const model = MODEL.exec(String(given.forecast))?.[1];
  if (model) return { data: { forecast: "model", model } };
  if (given.forecast === "as-made-at") return parseForm(asMadeAt, given);
  return given.forecast === "ahead" ? parseForm(atLeastAhead, given) : parseForm(plain, given);
}

function parseCompared(query: Posted): Parsed<Pick<ChartQuestion, "compare">> {
  const { compare, compare_made: made, compare_ahead: ahead } = query;
  if (!compare) return { data: {} };
  if (compare === "none") return { data: { compare } };
  const { data, fields } = parseChoice({ forecast: compare, made, ahead });
  if (data) return { data: { compare: data } };
  const nameOf = (field: string) => field === "forecast" ? "compare" : `compare_${field}`;
  return { fields: fields.map(({ field, message }) => ({ field: nameOf(field), message })) };
}

/** Returns the query parameters of a choice, the inverse of `parseChartQuery`; none for the newest. */
export function chartParameters(question: ChartQuestion): Record<string, string> {
  const { baseline, compare, hide = [], pause } = question;
  const given = {
    ...question.forecast === "newest" ? {} : choiceParameters(question, "forecast", ""),
    ...baseline && { baseline },
    ...compare === "none" && { compare },
    ...typeof compare === "object" && choiceParameters(compare, "compare", "compare_"),
    ...hide.length > 0 && { hide: hide.join(",") },
    ...pause && { pause },
  };
  return given as Record<string, string>;
}

function choiceParameters(choice: ForecastChoice, name: string, prefix: string) {
  switch (choice.forecast) {
    case "as-made-at":
      return {
        [name]: choice.forecast,
        [`${prefix}made`]: choice.made.toString({ smallestUnit: "minute" }),
      };
    case "ahead":
      return { [name]: choice.forecast, [`${prefix}ahead`]: String(choice.ahead) };
    case "model":
      return { [name]: `model:${choice.model}` };
    default:
      return { [name]: choice.forecast };
  }
}

/**
 * Returns the values of the chart's form: the given query, with defaults in the fields of choices that
 * were not made (the beginning of the day, or of today for future days; 6 hours; beside the newest
 * forecast the day-ahead one).
 */
export function chartFormValues(
  query: Posted,
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Posted {
  const past = Temporal.PlainDate.compare(day, today) < 0 ? day : today;
  const isNewest = !query.forecast || query.forecast === "newest";
  const compare = query.compare || (isNewest ? "day-ahead" : "none");
  const fields = (choice: unknown, prefix: string) => ({
    [`${prefix}made`]: choice === "as-made-at"
      ? query[`${prefix}made`]
      : query[`${prefix}made`] || `${past}T00:00`,
    [`${prefix}ahead`]: choice === "ahead"
      ? query[`${prefix}ahead`]
      : query[`${prefix}ahead`] || "6",
  });
  return { ...query, compare, ...fields(query.forecast, ""), ...fields(compare, "compare_") };
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
