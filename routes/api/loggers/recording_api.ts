import type { ApiMount } from "../mount.ts";
import { flushRoutes } from "./flush.ts";
import { liveRoutes } from "./live.ts";
import { loggerMessageRoutes } from "./messages.ts";
import { oneLoggerSessionRoutes } from "./session.ts";
import { sessionReadingRoutes } from "./session_readings.ts";
import { loggerSessionRoutes } from "./sessions.ts";
import { loggerSettingRoutes } from "./settings.ts";

/** What devices and programs record and keep below /api/v1/loggers/{logger_uuid}. */
export const recordingApi: ApiMount[] = [
  loggerSessionRoutes,
  oneLoggerSessionRoutes,
  sessionReadingRoutes,
  loggerMessageRoutes,
  liveRoutes,
  loggerSettingRoutes,
  flushRoutes,
];
