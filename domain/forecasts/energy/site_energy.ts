/** Energies of a site's day that are still to come. */
import { gaps, within } from "../../generation/energy.ts";
import type { Site } from "../../sites/site.ts";
import { isFresh, type SiteDay } from "../site_day.ts";
import {
  type Calibration,
  calibrationOf,
  type EnergyRange,
  type ForecastEnergy,
  rangeOf,
} from "./calibration.ts";
import { forecastEnergyOf, isCovered, sumOf } from "./forecast_energy.ts";
import { nearestLead } from "./leads.ts";

/** What was learned of the model of a day's forecast. */
export interface EnergyKnowledge {
  model_name: string;
  /** True: the baseline has learned nothing of this site. */
  is_typical: boolean;
  calibrations: readonly (Calibration & { hour: number })[];
}

/** Expected energy of a part of a day. Null where less than 90 % of its daylight is covered. */
export interface ExpectedEnergy {
  energy: EnergyRange | null;
  /** Share of the daylight for which there is a forecast or a measurement, 0 to 1. */
  covered: number;
}

/** What is expected of a day of which some is still to come. */
export interface SiteEnergy {
  /** The whole day: what was measured, and what is forecast for the rest. */
  whole: ExpectedEnergy;
  /**
   * From the end of what was measured, or from now where that is long ago, so that it and the
   * measured energy are the whole day; null unless the day is today.
   */
  rest: ExpectedEnergy | null;
  /** True: a typical value, not a forecast. */
  isTypical: boolean;
  /** Days that the model has been compared with; below 10 there is no range. */
  comparedDays: number;
  /** End of the last forecast value; null without one. */
  forecastUntilMs: number | null;
}

const NOTHING_LEARNED = calibrationOf([]);

/** Returns the expected energies of today or a day to come. */
export function siteEnergy(
  site: Site,
  day: SiteDay,
  knowledge: readonly EnergyKnowledge[],
  now: Temporal.Instant,
): SiteEnergy {
  const known = knowledge.find(({ model_name }) => model_name === day.forecastRun?.modelName);
  const hour = nearestLead(now.epochMilliseconds, day.startMs);
  const calibration = known?.calibrations.find((one) => one.hour === hour) ?? NOTHING_LEARNED;
  const { endMs, nowMs } = day;
  const expected = (spans: { startMs: number; endMs: number }[]): ExpectedEnergy => {
    const { energy, covered } = forecastEnergyOf(site, day.forecast, spans);
    return { energy: energy && rangeOf(energy, calibration), covered };
  };
  return {
    whole: wholeDay(site, day, calibration),
    // Computed when it is read: a list does not.
    get rest() {
      return nowMs === null ? null : expected([{ startMs: restStartMs(day, nowMs), endMs }]);
    },
    isTypical: known?.is_typical ?? false,
    comparedDays: calibration.pairs,
    forecastUntilMs: day.forecast.at(-1)?.endMs ?? null,
  };
}

const restStartMs = ({ startMs, measuredUntilMs }: SiteDay, nowMs: number) =>
  measuredUntilMs !== null && isFresh(measuredUntilMs, nowMs)
    ? measuredUntilMs
    : Math.max(startMs, nowMs);

function wholeDay(site: Site, day: SiteDay, calibration: Calibration): ExpectedEnergy {
  const { covered, forecast } = day;
  const isEnough = forecast.length > 0 && isCovered(covered.expected);
  if (!isEnough) return { energy: null, covered: forecast.length > 0 ? covered.expected : 0 };
  const produced = day.producedKwh ?? 0;
  const rest = rangeOf(openEnergy(site, day), calibration);
  const plus = (kwh: number | null) => kwh === null ? null : produced + kwh;
  return {
    energy: {
      meanKwh: produced + rest.meanKwh,
      p10Kwh: plus(rest.p10Kwh),
      p90Kwh: plus(rest.p90Kwh),
    },
    covered: covered.expected,
  };
}

/** Energies by the forecast of their day, for as long as the day is kept: lists show it often. */
const known = new WeakMap<SiteDay["forecast"], ForecastEnergy>();

/**
 * Returns the energy of the parts of a day that are forecast and not measured: what misses is at
 * most a tenth. A day's values never change, nor does the site that they were read for.
 */
function openEnergy(site: Site, day: SiteDay): ForecastEnergy {
  const { forecast, generation } = day;
  const before = known.get(forecast);
  if (before) return before;
  const open = sumOf(site, gaps(generation, day).flatMap((gap) => within(forecast, gap)));
  known.set(forecast, open);
  return open;
}
