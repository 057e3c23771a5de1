import type { Context } from "hono";
import {
  CHART_VIEWS,
  chartInstant,
  type ChartRange,
  chartRange,
  newestHour,
} from "../../domain/loggers/chart_range.ts";
import { MOST_LINES } from "../../views/loggers/chart_page.tsx";
import type { ChartQuery } from "../../views/loggers/chart_url.ts";
import { variableIds } from "./live_query.ts";

/** The years that a chart can show: those of which readings are taken, with room for time to come. */
const YEARS = { first: 2000, last: 2199 };

/**
 * Returns what the address of a chart says: its variables, with the one to add, and its time. Without
 * a valid time it shows now, an hour then the last 60 minutes.
 */
export function chartQuery(
  c: Context,
  zone: string,
  now: Temporal.Instant,
): ChartQuery & { range: ChartRange } {
  const { v = "", add = "", view: wanted, at: text = "" } = c.req.query();
  const variables = variableIds(`${v}-${add}`).slice(0, MOST_LINES);
  const view = CHART_VIEWS.find((each) => each === wanted) ?? "day";
  const at = instantWithin(text, zone);
  const range = view === "hour" && !at ? newestHour(now, zone) : chartRange(view, at ?? now, zone);
  return { variables, view, ...at && { atMs: at.epochMilliseconds }, range };
}

function instantWithin(text: string, zone: string): Temporal.Instant | undefined {
  const at = chartInstant(text, zone);
  const year = at?.toZonedDateTimeISO("UTC").year ?? 0;
  return YEARS.first <= year && year <= YEARS.last ? at : undefined;
}
