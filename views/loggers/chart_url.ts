import type { ChartView } from "../../domain/loggers/chart_range.ts";
import { utcText } from "../../domain/time/time.ts";
import { loggerUrl } from "./urls.ts";

/** What the address of a chart says. */
export interface ChartQuery {
  /** Ids of the variables, in the order of their lines. */
  variables: readonly string[];
  view: ChartView;
  /** An instant within the range; undefined: the range holds now. */
  atMs?: number;
}

/** Returns the parameters of the address of a chart. */
export function chartParameters({ variables, view, atMs }: ChartQuery): Record<string, string> {
  return {
    ...variables.length > 0 && { v: variables.join("-") },
    view,
    ...atMs !== undefined && { at: utcText(atMs) },
  };
}

/** Returns the address of a chart, or of a page below it. */
export function chartUrl(
  logger: Parameters<typeof loggerUrl>[0],
  query: ChartQuery,
  below = "",
): string {
  return `${loggerUrl(logger, `/chart${below}`)}?${new URLSearchParams(chartParameters(query))}`;
}
