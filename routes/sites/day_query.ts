import type { Context } from "hono";
import { chartFormValues, chartParameters, parseChartQuery } from "./chart_query.ts";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { AppError } from "../../domain/errors.ts";
import type { FormState } from "../../views/ui/form_state.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { dayOf } from "../../domain/time/time.ts";

/** The query string of a site's day. */
export interface DayQuery {
  day: Temporal.PlainDate;
  today: Temporal.PlainDate;
  /** Which forecast; the newest if the choice is invalid. */
  question: ChartQuestion;
  /** The form with the choice. */
  state: FormState;
}

/** Parses the query string. Throws "invalid" for an invalid day; errors in the choice are in `state`. */
export function dayQuery(c: Context, site: Site, now: Temporal.Instant): DayQuery {
  const today = dayOf(now, zoneOf(site));
  const query = c.req.query();
  const day = query.day ? parseDay(query.day) : today;
  const { data: question = { forecast: "newest" }, fields: errors = [] } = parseChartQuery(query);
  return { day, today, question, state: { values: chartFormValues(query, day, today), errors } };
}

function parseDay(text: string): Temporal.PlainDate {
  if (/^(19|20)\d\d-\d\d-\d\d$/.test(text)) {
    try {
      return Temporal.PlainDate.from(text, { overflow: "reject" });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new AppError(
    "invalid",
    `${text.slice(0, 40)} is not a valid day. Write it like 2026-11-21.`,
  );
}

/** Names a CSV file after its site, day and forecast: `{uuid}-2026-11-20-ahead-6.csv`. */
export function csvName(site: Site, { day, question }: DayQuery): string {
  const { forecast } = question;
  const parts = forecast === "newest" ? [] : [forecast];
  const hours = forecast === "ahead" ? [question.ahead] : [];
  return `${[site.site_uuid, day, ...parts, ...hours].join("-")}.csv`;
}

/** Makes the links of a site's day, none beyond 1900 to 2099. Other days and the CSV keep the choice. */
export function dayLinks(site: Site, { day, today, question }: DayQuery) {
  const path = `/sites/${site.site_uuid}`;
  const address = (of: Temporal.PlainDate, switches: Record<string, string>, at = path) => {
    const query = { ...at === path && of.equals(today) ? {} : { day: `${of}` }, ...switches };
    const text = new URLSearchParams(query).toString();
    return text === "" ? at : `${at}?${text}`;
  };
  const switches = chartParameters(question);
  const other = (of: Temporal.PlainDate) =>
    of.year < 1900 || of.year > 2099 ? null : address(of, switches);
  return {
    csvUrl: address(day, switches, `${path}/day.csv`),
    previousUrl: other(day.subtract({ days: 1 })),
    nextUrl: other(day.add({ days: 1 })),
    todayUrl: address(today, switches),
    newestUrl: address(day, question.baseline ? { baseline: "yes" } : {}),
  };
}
