import { configure, getConsoleSink, getLogger, getTextFormatter } from "@logtape/logtape";
import type { Config } from "./config.ts";

/** Starts the log: a line for each event on standard error. Standard output is for results. */
export async function openLog(level: Config["LOG_LEVEL"]): Promise<void> {
  const formatter = getTextFormatter({ timestamp: "rfc3339" });
  await configure({
    reset: true,
    sinks: { console: getConsoleSink({ formatter, levelMap: STANDARD_ERROR }) },
    loggers: [
      { category: "sitecast", lowestLevel: level, sinks: ["console"] },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["console"] },
    ],
  });
}

const STANDARD_ERROR = {
  trace: "error",
  debug: "error",
  info: "error",
  warning: "error",
  error: "error",
  fatal: "error",
} as const;

export const log = getLogger("sitecast");
