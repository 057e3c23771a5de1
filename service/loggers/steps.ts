import { countQuarters } from "../../sql/loggers/quarter_counts.ts";
import type { Config } from "../config.ts";
import { firstDays } from "../operations/retention.ts";
import { countGeneration } from "./generation.ts";
import type { LoggerStep } from "./loop.ts";
import { watchLoggers } from "./watch.ts";

/** Charts of more than a day need no newer quarter hours. */
const QUARTER_SECONDS = 30;
/** A day of a logger with many variables takes seconds. */
const QUARTER_LOGGERS = 10;

/** Returns what the service makes of readings, in this order. */
export function loggerSteps(
  config: Parameters<typeof firstDays>[0] & Partial<Config>,
): LoggerStep[] {
  return [quarters(config), generation(config), RULES];
}

/** Counts quarter hours, but for those whose readings retention has dropped or is about to drop. */
const quarters = (config: Parameters<typeof firstDays>[0]): LoggerStep => ({
  name: "quarters",
  seconds: QUARTER_SECONDS,
  atOnce: QUARTER_LOGGERS,
  work: async (owner, changed, now) => {
    const { readings } = firstDays(config, now);
    for (const change of changed) await countQuarters(owner, change, readings?.toString());
  },
});

/** Counts generation, consumption and charger power. */
function generation(config: Parameters<typeof firstDays>[0]): LoggerStep {
  const putOff = new Map<string, Temporal.Instant>();
  return {
    name: "generation",
    work: async (owner, changed, now, signal) => {
      const { readings: readingsFrom } = firstDays(config, now);
      await countGeneration(owner, changed, { now, readingsFrom, putOff, signal });
    },
  };
}

/** Takes part in each turn: silence raises alarms, too, and a rule knows what it has judged. */
const RULES: LoggerStep = {
  name: "rules",
  takesChanges: false,
  work: (owner, _changed, now, signal) => watchLoggers(owner, now, signal),
};
