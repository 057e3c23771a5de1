/** Energies of days as the baseline would have forecast them, beside the measured ones. */
import { RECENT_DAYS, STEPS } from "../../domain/forecasts/baseline/forecast.ts";
import { QUARTER, quarterOf, QUARTERS_A_DAY } from "../../domain/forecasts/baseline/quarters.ts";
import type { EnergyPair } from "../../domain/forecasts/energy/calibration.ts";
import { LEAST_COVERED } from "../../domain/forecasts/energy/forecast_energy.ts";
import { leadOf } from "../../domain/forecasts/energy/leads.ts";
import { zoneOf } from "../../domain/sites/site.ts";
import { dayOf } from "../../domain/time/time.ts";
import type { History } from "./history.ts";
import { fitOf, issued } from "./ours.ts";

/** Leads that are scored, by the hour of the day that the energy belongs to. */
export const SCORED = [
  { name: "9:00 for tomorrow", hour: -15 },
  { name: "9:00 for the rest of today", hour: 9 },
  { name: "12:00 for the rest of today", hour: 12 },
];

/** A day's energy, of which at least 90 % of the potential was measured, in kWh. */
export interface EnergyCase extends EnergyPair {
  /** Local day, counted from the first one. */
  day: number;
}

const EVERY_STEP = Array.from({ length: STEPS }, (_, step) => step);

/** Returns the cases of each scored lead by day. */
export function energyCases(history: History): EnergyCase[][] {
  const zone = zoneOf({ ...history.site, time_zone: null });
  const first = dayOf(Temporal.Instant.fromEpochMilliseconds(history.first * QUARTER), zone);
  const found: EnergyCase[][] = SCORED.map(() => []);
  const fits = fitsOf(history);
  for (let day = RECENT_DAYS + 2; day < history.count / QUARTERS_A_DAY; day++) {
    SCORED.forEach(({ hour }, lead) => {
      const { issuedUtc, span } = leadOf(first.add({ days: day }), hour, zone);
      const issue = quarterOf(issuedUtc.epochMilliseconds);
      const range = { from: quarterOf(span.startMs), to: quarterOf(span.endMs) };
      const pair = pairOf(history, issued(history, fits(issue), issue, EVERY_STEP), issue, range);
      if (pair) found[lead]!.push({ ...pair, day });
    });
  }
  return found;
}

/** Returns the fit that was current at a quarter hour; keeps those of the last days. */
function fitsOf(history: History) {
  const known = new Map<number, ReturnType<typeof fitOf>>();
  return (issue: number) => {
    const day = Math.floor(issue / QUARTERS_A_DAY);
    const fit = known.get(day) ?? fitOf(history, day);
    known.set(day, fit);
    known.delete(day - 3);
    return fit;
  };
}

function pairOf(
  { first, count, clear, power }: History,
  made: ReturnType<typeof issued>,
  issue: number,
  { from, to }: { from: number; to: number },
): EnergyPair | undefined {
  if (to > first + count) return undefined;
  let [forecast, below, above, potential, known, measured] = [0, 0, 0, 0, 0, 0];
  for (let quarter = from; quarter < to; quarter++) {
    const { p10, median, p90 } = made[quarter - issue]!;
    const at = quarter - first;
    forecast += median / 4;
    below += (median - p10) / 4;
    above += (p90 - median) / 4;
    potential += clear[at]! / 4;
    if (Number.isNaN(power[at]!)) continue;
    known += clear[at]! / 4;
    measured += power[at]! / 4;
  }
  if (known <= 0 || known < LEAST_COVERED * potential) return undefined;
  return {
    forecastKwh: forecast,
    belowKwh: below,
    aboveKwh: above,
    potentialKwh: potential,
    measuredKwh: measured * potential / known,
  };
}
