import type { Page } from "../http/router.ts";
import { loggerAlarms } from "./alarms.tsx";
import { loggerRules } from "./rules.tsx";

/** Everything under /loggers and /sites/{uuid}/loggers. */
export const loggerPages: Page[] = [loggerAlarms, loggerRules];
