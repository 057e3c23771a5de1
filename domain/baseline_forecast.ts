/**
 * The first forecaster: what a cloudless sky would give, times how the site has lately done against
 * a cloudless sky (its clear-sky index) at that time of day.
 */
import { acLimitKw, meanClearSkyKw, type PvArray } from "./clear_sky.ts";
import type { ForecastValue, GenerationValue } from "./power.ts";
import { quantileOfSorted } from "./statistics.ts";
import { HOUR, milliseconds, MINUTE, utcText } from "./time.ts";

export { pvArrayOf } from "./pv_array.ts";

export const BASELINE_MODEL = { name: "sitecast-clear-sky-index", version: "1" };

const STEP = 15 * MINUTE;
const STEPS = 192;
const HISTORY = 30 * 24 * HOUR;
/** Share of the capacity below which the index tells more of shade and meters than of clouds. */
const LEAST_CLEAR_SKY = 0.05;
const LEAST_VALUES = 10;
/**
 * Until a site has its own history. An assumption for a temperate climate: in southern England a
 * year brings about 1,000 kWh per kW of modules, half of the 2,020 of this clear sky without
 * losses; P10 and P90 stand for a dull and a bright hour.
 */
const DEFAULT_INDEX: IndexQuantiles = { p10: 0.15, median: 0.5, p90: 0.9 };

/** Mean power of a period over the clear-sky power of that period. */
export interface ClearSkyIndex {
  startMs: number;
  endMs: number;
  index: number;
}

/** One value of a run; `horizon_minutes` counts from the run's start to the value's start. */
export interface BaselineValue extends ForecastValue {
  horizon_minutes: number;
  p10_kw: number;
  p90_kw: number;
}

interface IndexQuantiles {
  p10: number;
  median: number;
  p90: number;
}

/**
 * The index of every value whose clear sky exceeds 5 % of the capacity (the smaller of modules and
 * inverter), in the order given. Power that is no finite number and empty periods are left out.
 */
export function clearSkyIndexes(array: PvArray, generation: GenerationValue[]): ClearSkyIndex[] {
  const capacity = Math.min(array.module_capacity_kw, array.inverter_capacity_kw);
  const indexes: ClearSkyIndex[] = [];
  for (const { start_utc, end_utc, generation_power_kw } of generation) {
    const startMs = milliseconds(start_utc);
    const endMs = milliseconds(end_utc);
    const clearSkyKw = meanClearSkyKw(array, startMs, endMs);
    if (!(clearSkyKw > LEAST_CLEAR_SKY * capacity) || !Number.isFinite(generation_power_kw)) {
      continue;
    }
    indexes.push({ startMs, endMs, index: generation_power_kw / clearSkyKw });
  }
  return indexes;
}

/**
 * The forecast made at `issueMs`: 192 quarter hours from the quarter hour it falls into, in kW
 * rounded to W, 0 ≤ P10 ≤ forecast ≤ P90 ≤ AC limit. `forecast_power_kw` is the median. Of
 * `indexes` only those count that were known: the period had ended by then, and not more than 30
 * days before.
 */
export function baselineForecast(
  array: PvArray,
  indexes: ClearSkyIndex[],
  issueMs: number,
): BaselineValue[] {
  const firstMs = Math.floor(issueMs / STEP) * STEP;
  const quantiles = quantilesByHour(indexes, issueMs);
  const limit = wholeWattsWithin(acLimitKw(array));
  return Array.from({ length: STEPS }, (_, step) => {
    const startMs = firstMs + step * STEP;
    const endMs = startMs + STEP;
    const clearSkyKw = meanClearSkyKw(array, startMs, endMs);
    const { p10, median, p90 } = quantiles[hourOf(startMs)] ?? DEFAULT_INDEX;
    const powerKw = (index: number) =>
      Math.max(0, Math.min(limit, Math.round(clearSkyKw * index * 1000) / 1000));
    return {
      start_utc: utcText(startMs),
      end_utc: utcText(endMs),
      forecast_power_kw: powerKw(median),
      horizon_minutes: (startMs - firstMs) / MINUTE,
      p10_kw: powerKw(p10),
      p90_kw: powerKw(p90),
    };
  });
}

function hourOf(ms: number): number {
  return Math.floor(ms / HOUR) % 24;
}

/** For each UTC hour of the day: quantiles of the known indexes in it and its two neighbours. */
function quantilesByHour(indexes: ClearSkyIndex[], issueMs: number): IndexQuantiles[] {
  const byHour: number[][] = Array.from({ length: 24 }, () => []);
  for (const { startMs, endMs, index } of indexes) {
    const known = endMs <= issueMs && endMs >= issueMs - HISTORY;
    if (known) byHour[hourOf((startMs + endMs) / 2)]?.push(index);
  }
  return byHour.map((own, hour) => {
    const before = byHour.at(hour - 1) ?? [];
    const after = byHour[(hour + 1) % 24] ?? [];
    return quantilesOf(Float64Array.from([...before, ...own, ...after]));
  });
}

function quantilesOf(values: Float64Array): IndexQuantiles {
  if (values.length < LEAST_VALUES) return DEFAULT_INDEX;
  values.sort();
  return {
    p10: quantileOfSorted(values, 0.1),
    median: quantileOfSorted(values, 0.5),
    p90: quantileOfSorted(values, 0.9),
  };
}

/** The most whole W, in kW, that do not exceed this power. */
function wholeWattsWithin(kw: number): number {
  const watts = Math.floor(kw * 1000);
  return (watts / 1000 > kw ? watts - 1 : watts) / 1000;
}
