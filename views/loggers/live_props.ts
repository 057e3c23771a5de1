import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import type { LiveSeries } from "../../domain/loggers/live_series.ts";
import type { LiveVariable } from "../../domain/loggers/live_variable.ts";
import type { LiveQuery } from "./live_url.ts";

/** The part of the page that refreshes itself. */
export const LIVE_PART = "live";

export interface LiveProps {
  logger: Pick<FramedLogger, "site_uuid" | "logger_uuid" | "interval_seconds" | "zone">;
  shown: LiveQuery;
  variables: readonly LiveVariable[];
  hasNext: boolean;
  series: LiveSeries;
  nowMs: number;
  /** Identifies what is shown, so that the next request can be told that it still is. */
  etag: string;
}
