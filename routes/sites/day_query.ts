import type { Context } from "hono";
import { chartFormValues, chartParameters, parseChartQuery } from "./chart_query.ts";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { AppError } from "../../domain/errors.ts";
import type { FormState } from "../../views/ui/form_state.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { dayOf } from "../../domain/time/time.ts";
import type { Scoped } from "../http/context.ts";

/** What the address of a site's day asks for. */
export interface DayAsked {
  day: Temporal.PlainDate;
  today: Temporal.PlainDate;
  /** The newest forecast where the switches say something that cannot be. */
  question: ChartQuestion;
  state: FormState;
}

/** Throws "invalid" when the day is none; what is wrong with the switches is in `state`. */
export function dayAsked(c: Context<Scoped>, site: Site, now: Temporal.Instant): DayAsked {
  const today = dayOf(now, zoneOf(site));
  const posted = c.req.query();
  const day = posted.day ? dayIn(posted.day) : today;
  const { data: question = { forecast: "newest" }, fields: errors = [] } = parseChartQuery(posted);
  return { day, today, question, state: { values: chartFormValues(posted, day, today), errors } };
}

function dayIn(text: string): Temporal.PlainDate {
  if (/^(19|20)\d\d-\d\d-\d\d$/.test(text)) {
    try {
      return Temporal.PlainDate.from(text, { overflow: "reject" });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new AppError("invalid", `${text.slice(0, 40)} is no day: write it like 2026-11-21.`);
}

/** `{uuid}-2026-11-20-ahead-6.csv`: files of one day are told apart by what was asked for. */
export function csvName(site: Site, { day, question }: DayAsked): string {
  const { forecast } = question;
  const parts = forecast === "newest" ? [] : [forecast];
  const hours = forecast === "ahead" ? [question.ahead] : [];
  return `${[site.site_uuid, day, ...parts, ...hours].join("-")}.csv`;
}

/** Nothing leads beyond the days that are taken, 1900 to 2099. Days and CSV keep the switches. */
export function links(site: Site, { day, today, question }: DayAsked) {
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
