import type { ApiMount } from "../mount.ts";
import { loggerAlarmRoutes } from "./alarms.ts";
import { loggerRuleRoutes } from "./rules.ts";

/** Everything under /api/v1/loggers. */
export const loggersApi: ApiMount[] = [loggerAlarmRoutes, loggerRuleRoutes];
