import type { Context } from "hono";
import { chartFormValues, chartParameters, parseChartQuery } from "./chart_query.ts";
import { listStateOf } from "./list_query.ts";
import { listQuery } from "../../domain/sites/list_state.ts";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import type { FormState } from "../../views/ui/form_state.ts";
import { type Site, siteName, zoneOf } from "../../domain/sites/site.ts";
import { dayOf } from "../../domain/time/time.ts";

/** The query string of a site's day. */
export interface DayQuery {
  day: Temporal.PlainDate;
  today: Temporal.PlainDate;
  /** Which forecast; the newest if the choice is invalid. */
  question: ChartQuestion;
  /** The form with the choice. */
  state: FormState;
  /** The form that goes to a day. */
  dates: FormState;
  /** Query string of the list from which the page was reached; empty for the whole list. */
  list: string;
}

/** Parses the query string. Errors are in the forms: an invalid day becomes today. */
export function dayQuery(c: Context, site: Site, now: Temporal.Instant): DayQuery {
  const today = dayOf(now, zoneOf(site));
  const query = c.req.query();
  const parsed = query.day ? parseDay(query.day) : today;
  const day = parsed ?? today;
  const { data: question = { forecast: "newest" }, fields: errors = [] } = parseChartQuery(query);
  const state = { values: chartFormValues(query, day, today), errors };
  const message = `${query.day?.slice(0, 40)} is not a valid day. Write it like 2026-11-21.`;
  const dates = {
    values: { day: query.day || `${day}` },
    errors: parsed ? [] : [{ field: "day", message }],
  };
  const list = listQuery(listStateOf(query.list ?? ""));
  return { day, today, question, state, dates, list };
}

/** Returns a day of the years 1900 to 2099; undefined for another text. */
function parseDay(text: string): Temporal.PlainDate | undefined {
  if (/^(19|20)\d\d-\d\d-\d\d$/.test(text)) {
    try {
      return Temporal.PlainDate.from(text, { overflow: "reject" });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
}

/** Names a CSV file after its site, day and forecast: `barn-roof-2026-11-20-ahead-6.csv`. */
export function csvName(site: Site, { day, question }: DayQuery): string {
  const { forecast } = question;
  const parts = forecast === "newest" ? [] : [forecast];
  const hours = forecast === "ahead" ? [question.ahead] : [];
  return `${[slug(site), day, ...parts, ...hours].join("-")}.csv`;
}

const MOST_LETTERS = 60;

/**
 * Returns a site's name in small Latin letters, digits and hyphens, which every file system and
 * header takes; the start of its UUID for a name without any.
 */
function slug(site: Site): string {
  const plain = siteName(site).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").slice(0, MOST_LETTERS).replace(/^-|-$/g, "");
  return plain || `site-${site.site_uuid.slice(0, 8)}`;
}

/** Makes the links of a site's day, none beyond 1900 to 2099. Other days and the CSV keep the choice. */
export function dayLinks(site: Site, { day, today, question, list }: DayQuery) {
  const path = `/sites/${site.site_uuid}`;
  const reachedFrom: Record<string, string> = list === "" ? {} : { list };
  const address = (of: Temporal.PlainDate, switches: Record<string, string>, at = path) => {
    const isPage = at === path;
    const query = {
      ...isPage && of.equals(today) ? {} : { day: `${of}` },
      ...switches,
      ...isPage ? reachedFrom : {},
    };
    const text = new URLSearchParams(query).toString();
    return text === "" ? at : `${at}?${text}`;
  };
  const switches = chartParameters(question);
  const other = (of: Temporal.PlainDate) =>
    of.year < 1900 || of.year > 2099 ? null : address(of, switches);
  return {
    questionUrl: (other: ChartQuestion) => address(day, chartParameters(other)),
    csvUrl: address(day, switches, `${path}/day.csv`),
    previousUrl: other(day.subtract({ days: 1 })),
    nextUrl: other(day.add({ days: 1 })),
    todayUrl: address(today, switches),
    dayUrl: (of: Temporal.PlainDate) => address(of, switches),
    kept: { ...switches, ...reachedFrom },
    newestUrl: address(day, question.baseline ? { baseline: "yes" } : {}),
  };
}
