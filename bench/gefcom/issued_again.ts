/** The forecast of a month issued again each hour, when the hour before has been measured. */
import {
  type ForecastHour as ModelForecast,
  SUN_PERSISTENCE,
  withRecentError,
} from "../../domain/weather/model/recent_error.ts";
import { HOUR } from "../../domain/time/time.ts";
import { loss } from "./score.ts";
import type { ForecastHour } from "./tasks.ts";

const LEADS = [1, 2, 3, 4, 5];
const QUANTILES = [["p10", 0.1], ["median", 0.5], ["p90", 0.9]] as const;

/** Scores of the hours that end so many hours after issue; losses are shares of the capacity. */
export interface LeadScore {
  lead: number;
  hours: number;
  /** Mean pinball loss of P10, median and P90 without the error of the hour before issue. */
  without: number;
  corrected: number;
}

/**
 * Scores forecasts that are issued at the end of each hour. They know what was measured by then, and
 * the weather runs that had been issued. Counts hours in daylight. `all` ascend by zone and time.
 */
export function issuedAgain(all: ForecastHour[]): LeadScore[] {
  const pairs = [...Map.groupBy(all, ({ zone }) => zone).values()].flatMap(pairsOf);
  return LEADS.map((lead) => {
    const some = pairs.filter((pair) => pair.lead === lead);
    const mean = (of: "without" | "corrected") =>
      some.reduce((sum, pair) => sum + lossOf(pair.actual, pair[of]), 0) / some.length;
    return { lead, hours: some.length, without: mean("without"), corrected: mean("corrected") };
  });
}

function pairsOf(hours: ForecastHour[]) {
  const made = hours.map(ofModel);
  return hours.flatMap((issue, at) => {
    const measured = new Map([[issue.endMs, issue.actual]]);
    const window = made.slice(at, at + 1 + LEADS.length);
    const corrected = withRecentError(window, measured, issue.endMs, SUN_PERSISTENCE);
    return LEADS.flatMap((ahead) => {
      const target = hours[at + ahead];
      if (!target?.isLit || target.issuedMs > issue.endMs) return [];
      const lead = (target.endMs - issue.endMs) / HOUR;
      return [{
        lead,
        actual: target.actual,
        without: window[ahead]!,
        corrected: corrected[ahead]!,
      }];
    });
  });
}

function ofModel({ endMs, potential, forecast }: ForecastHour): ModelForecast {
  return { endMs, potential, p10: forecast[9]!, median: forecast[49]!, p90: forecast[89]! };
}

const lossOf = (actual: number, forecast: ModelForecast): number =>
  QUANTILES.reduce((sum, [name, level]) => sum + loss(actual - forecast[name], level), 0) /
  QUANTILES.length;
