import { chartPage } from "./chart.tsx";
import { chartCsv } from "./chart_csv.ts";
import { livePage } from "./live.tsx";
import type { Page } from "../http/router.ts";
import { loggerAlarms } from "./alarms.tsx";
import { connectLogger } from "./connect.tsx";
import { deleteLoggerPage } from "./delete.tsx";
import { editLogger } from "./edit.tsx";
import { loggerKeys } from "./keys.tsx";
import { loggerListPage } from "./list.tsx";
import { loggerRequests } from "./requests.tsx";
import { recordingPages } from "./recording_pages.ts";
import { loggerRules } from "./rules.tsx";
import { siteLoggers } from "./site_loggers.tsx";
import { loggerPreset } from "./preset.tsx";
import { loggerVariables } from "./variables.tsx";

/** Everything under /loggers and /sites/{uuid}/loggers. */
export const loggerPages: Page[] = [
  livePage,
  chartPage,
  chartCsv,
  loggerAlarms,
  loggerRules,
  loggerListPage,
  siteLoggers,
  loggerRequests,
  connectLogger,
  loggerKeys,
  editLogger,
  deleteLoggerPage,
  ...recordingPages,
  loggerPreset,
  loggerVariables,
];
