import { chartPage } from "./chart.tsx";
import { chartCsv } from "./chart_csv.ts";
import { livePage } from "./live.tsx";
import type { Page } from "../http/router.ts";
import { loggerAlarms } from "./alarms.tsx";
import { loggerRules } from "./rules.tsx";

/** Everything under /loggers and /sites/{uuid}/loggers. */
export const loggerPages: Page[] = [
  livePage,
  chartPage,
  chartCsv,
  loggerAlarms,
  loggerRules,
];
