import type { Page } from "../http/router.ts";

/** Everything under /loggers and /sites/{uuid}/loggers. */
export const loggerPages: Page[] = [];
