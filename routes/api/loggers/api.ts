import type { ApiMount } from "../mount.ts";
import { loggerAlarmRoutes } from "./alarms.ts";
import { loggerFrameRoutes } from "./frames.ts";
import { loggerKeyRoutes } from "./keys.ts";
import { loggerRoutes } from "./loggers.ts";
import { loggerReadingRoutes } from "./readings.ts";
import { recordingApi } from "./recording_api.ts";
import { loggerRuleRoutes } from "./rules.ts";
import { siteSeriesRoutes } from "./series.ts";
import { loggerVariableRoutes } from "./variables.ts";

/** Everything under /api/v1/loggers, and the series of a site. */
export const loggersApi: ApiMount[] = [
  loggerRoutes,
  loggerKeyRoutes,
  loggerVariableRoutes,
  loggerReadingRoutes,
  loggerFrameRoutes,
  loggerAlarmRoutes,
  loggerRuleRoutes,
  ...recordingApi,
  siteSeriesRoutes,
];
