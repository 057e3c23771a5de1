import type { RunPlace } from "../sift_piece.ts";
import type { SiteFacts } from "../sites/site_facts.ts";
import { milliseconds } from "../time/time.ts";
import type { Fault } from "../unknown_names.ts";
import { faultOf, NO_SITE, type Wrong } from "../value_limits.ts";
import { type Warning, WarningList } from "../warnings.ts";
import { addDoubts } from "./forecast_doubts.ts";
import { type SentForecastValue, wrongForecastValue, wrongRun } from "./forecast_limits.ts";
import type { SiteForecast } from "./new_forecasts.ts";

/** Runs with their good values, with their places, and what is wrong with the others. */
export interface JudgedForecasts {
  runs: SiteForecast[];
  places: RunPlace[];
  faults: Fault[];
}

/** The values of one run so far, by their start: a run may come in parts. */
type Known = Map<number, { value: SentForecastValue; row: number; forecast: number }>;

/** Values that are judged before other work gets its turn. */
const PIECE = 1000;

/**
 * Judges runs, each at its place in the request, by the facts of their sites. Yields now and then,
 * for other work to be done.
 */
export function* judgeForecasts(
  runs: readonly SiteForecast[],
  places: readonly RunPlace[],
  facts: ReadonlyMap<string, SiteFacts>,
  nowMs: number,
): Generator<void, JudgedForecasts> {
  const judged: JudgedForecasts = { runs: [], places: [], faults: [] };
  const known = new Map<string, Known>();
  for (const [i, run] of runs.entries()) {
    const { forecast, rows } = places[i]!;
    const site = facts.get(run.site_uuid);
    const wrong = site ? wrongRun(run, nowMs) : NO_SITE;
    if (wrong) judged.faults.push(faultOf(wrong, ["forecasts", forecast], run));
    if (wrong || !site) continue;
    const key = JSON.stringify([
      run.site_uuid,
      milliseconds(run.timestamp_utc),
      run.model_name,
      run.model_version,
      run.forecast_version ?? run.model_version ?? "",
    ]);
    const ofRun: Known = known.get(key) ?? new Map();
    known.set(key, ofRun);
    const good: { value: SentForecastValue; row: number }[] = [];
    for (const [at, value] of run.values.entries()) {
      if (at % PIECE === 0) yield;
      const placed = { value, row: rows[at]! };
      const wrong = wrongForecastValue(value, site.largest_capacity_kw) ??
        contradiction(ofRun, { ...placed, forecast });
      const path = ["forecasts", forecast, "values", placed.row];
      if (wrong) judged.faults.push(faultOf(wrong, path, { ...value, site_uuid: run.site_uuid }));
      else good.push(placed);
    }
    if (good.length === 0) continue;
    judged.runs.push({ ...run, values: good.map(({ value }) => value) });
    judged.places.push({ forecast, rows: good.map(({ row }) => row) });
  }
  return judged;
}

type Placed = { value: SentForecastValue; row: number; forecast: number };

/** A target time has one value in a run; the same value twice is harmless. */
function contradiction(known: Known, placed: Placed): Wrong | undefined {
  const startMs = milliseconds(placed.value.start_utc);
  const before = known.get(startMs);
  if (!before) known.set(startMs, placed);
  if (!before || isSame(before.value, placed.value)) return undefined;
  const message = `row ${before.row + 1} of forecast ${
    before.forecast + 1
  } has another value for this time.`;
  return { field: "forecast_power_kw", message };
}

function isSame(a: SentForecastValue, b: SentForecastValue): boolean {
  return milliseconds(a.end_utc) === milliseconds(b.end_utc) &&
    a.forecast_power_kw === b.forecast_power_kw && (a.p10_kw ?? null) === (b.p10_kw ?? null) &&
    (a.p90_kw ?? null) === (b.p90_kw ?? null);
}

/** Returns what is odd about good values. Yields after each run. */
export function* doubtsOfForecasts(
  { runs, places }: Pick<JudgedForecasts, "runs" | "places">,
  facts: ReadonlyMap<string, SiteFacts>,
): Generator<void, Warning[]> {
  const warnings = new WarningList();
  for (const [i, run] of runs.entries()) {
    const { forecast, rows } = places[i]!;
    const periods = run.values.map((value, at) => ({
      value,
      row: rows[at]!,
      forecast,
      startMs: milliseconds(value.start_utc),
      endMs: milliseconds(value.end_utc),
      powerKw: value.forecast_power_kw,
    }));
    periods.sort((a, b) => a.startMs - b.startMs);
    addDoubts(warnings, periods, facts.get(run.site_uuid)!);
    yield;
  }
  return warnings.list();
}
