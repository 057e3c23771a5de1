import type { Context } from "hono";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { siteSlug } from "../../domain/sites/site_slug.ts";
import {
  anchorOf,
  besideRange,
  type DayRange,
  daysIn,
  MOST_DAYS_OF_ENERGY,
  rangeOf,
  shownAs,
  VIEWS,
} from "../../domain/time/shown_range.ts";
import { dayOf } from "../../domain/time/time.ts";
import type { FormState } from "../../views/ui/form_state.ts";
import { listQuery } from "../../domain/sites/list_state.ts";
import { chartFormValues, chartParameters, parseChartQuery } from "./chart_query.ts";
import { listStateOf } from "./list_query.ts";
import { parseRange, rangeParameters } from "./range_query.ts";

/** The query string of a site's page. */
export interface DayQuery {
  range: DayRange;
  /** The first day of the range, and how many there are. */
  day: Temporal.PlainDate;
  days: number;
  today: Temporal.PlainDate;
  /** Which forecast; the newest if the choice is invalid. */
  question: ChartQuestion;
  /** The form with the choice. */
  state: FormState;
  /** The forms that go to other days. */
  dates: FormState;
  /** Query string of the list from which the page was reached; empty for the whole list. */
  list: string;
}

/** Parses the query string. Errors are in the forms: invalid days become today. */
export function dayQuery(c: Context, site: Site, now: Temporal.Instant): DayQuery {
  const today = dayOf(now, zoneOf(site));
  const query = c.req.query();
  const { range, errors } = parseRange(query, today);
  const { first, last } = range;
  const { data: question = { forecast: "newest" }, fields = [] } = parseChartQuery(query);
  const values = {
    day: query.day || `${anchorOf(range, today)}`,
    start: query.start || `${first}`,
    end: query.end || `${last}`,
  };
  return {
    range,
    day: first,
    days: daysIn(range),
    today,
    question,
    state: { values: chartFormValues(query, first, today), errors: fields },
    dates: { values, errors },
    list: listQuery(listStateOf(query.list ?? "")),
  };
}

/** Names a file after its site, days and forecast, without ending: `barn-roof-2026-11-20-ahead-6`. */
export function fileName(site: Site, { range: { first, last }, question }: DayQuery): string {
  const days = first.equals(last) ? [first] : [first, "to", last];
  const { forecast } = question;
  const parts = forecast === "newest" ? [] : [forecast];
  const hours = forecast === "ahead" ? [question.ahead] : [];
  return [siteSlug(site), ...days, ...parts, ...hours].join("-");
}

/**
 * Makes the links of a site's page, none to days beyond 1900 to 2099. Other days and the CSV keep
 * the choice of the forecast.
 */
export function dayLinks(site: Site, { range, today, question, list }: DayQuery) {
  const path = `/sites/${site.site_uuid}`;
  const reachedFrom: Record<string, string> = list === "" ? {} : { list };
  const switches = chartParameters(question);
  const anchor = anchorOf(range, today);
  const parameters = rangeParameters(range, anchor, today);
  const address = (of: DayRange, around = anchorOf(of, today), chosen = switches) =>
    withQuery(path, { ...rangeParameters(of, around, today), ...chosen, ...reachedFrom });
  const beside = (step: -1 | 1) => {
    const other = besideRange(range, step);
    return other.first.year < 1900 || other.last.year > 2099 ? null : address(other);
  };
  const ownDays = range.view === "day" ? { day: `${range.first}` } : parameters;
  const isPower = shownAs(range) === "power";
  const powersUrl = withQuery(`${path}/day.csv`, { ...ownDays, ...switches });
  return {
    questionUrl: (other: ChartQuestion) => address(range, anchor, chartParameters(other)),
    selfUrl: address(range),
    csvUrl: isPower ? powersUrl : withQuery(`${path}/energy.csv`, parameters),
    svgUrl: withQuery(`${path}/chart.svg`, { ...ownDays, ...switches }),
    pngUrl: withQuery(`${path}/chart.png`, { ...ownDays, ...switches }),
    permanentUrl: withQuery(path, { ...ownDays, ...switches }),
    powersUrl: isPower || daysIn(range) > MOST_DAYS_OF_ENERGY ? null : powersUrl,
    previousUrl: beside(-1),
    nextUrl: beside(1),
    todayUrl: address(rangeOf(range.view === "range" ? "day" : range.view, today)),
    newestUrl: address(range, anchor, question.baseline ? { baseline: "yes" } : {}),
    rangeUrl: (of: DayRange) => address(of, of.first),
    dayUrl: (of: Temporal.PlainDate) => address(rangeOf("day", of)),
    viewUrls: VIEWS.map((view) => ({ view, url: address(rangeOf(view, anchor), anchor) })),
    kept: {
      range: { ...parameters, ...reachedFrom },
      switches: { ...switches, ...reachedFrom },
    },
  };
}

function withQuery(path: string, query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text === "" ? path : `${path}?${text}`;
}
