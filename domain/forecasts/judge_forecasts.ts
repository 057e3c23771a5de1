import type { SiteFacts } from "../sites/site_facts.ts";
import { milliseconds } from "../time/time.ts";
import type { Fault } from "../unknown_names.ts";
import { faultOf, NO_SITE, type Wrong } from "../value_limits.ts";
import { type Warning, WarningList } from "../warnings.ts";
import { addDoubts } from "./forecast_doubts.ts";
import { wrongForecastValue, wrongRun } from "./forecast_limits.ts";
import { runKey, type SiteForecast, type SiteForecastValue } from "./sent_forecast.ts";
import { levelsOf } from "./p_levels.ts";
import { nameOfValue, pathOfValue, pathsOfRun, type ValuePlaces } from "./value_places.ts";

/** Runs with their good values, with their places, and what is wrong with the others. */
export interface JudgedForecasts<P extends ValuePlaces = ValuePlaces> {
  runs: SiteForecast[];
  places: P[];
  faults: Fault[];
}

/** A value with its place in the request. */
interface Placed {
  value: SiteForecastValue;
  place: ValuePlaces;
  row: number;
}

/** The values of one run so far, by their start: a run may come in parts. */
type Known = Map<number, Placed>;

/** Values that are judged before other work gets its turn. */
const PIECE = 1000;

/**
 * Judges runs, each at its place in the request, by the facts of their sites. Yields now and then,
 * for other work to be done. `nameOf` names the place of a value in messages.
 */
export function* judgeForecasts<P extends ValuePlaces>(
  runs: readonly SiteForecast[],
  places: readonly P[],
  facts: ReadonlyMap<string, SiteFacts>,
  nowMs: number,
  nameOf = nameOfValue,
): Generator<void, JudgedForecasts<P>> {
  const judged: JudgedForecasts<P> = { runs: [], places: [], faults: [] };
  const known = new Map<string, Known>();
  for (const [i, run] of runs.entries()) {
    const place = places[i]!;
    const site = facts.get(run.site_uuid);
    const wrong = site ? wrongRun(run, nowMs) : NO_SITE;
    if (wrong) {
      for (const path of pathsOfRun(place)) judged.faults.push(faultOf(wrong, path, run));
    }
    if (wrong || !site) continue;
    const key = runKey(run);
    const ofRun: Known = known.get(key) ?? new Map();
    known.set(key, ofRun);
    const good: Placed[] = [];
    for (const [at, value] of run.values.entries()) {
      if (at % PIECE === 0) yield;
      const placed = { value, place, row: place.rows[at]! };
      const wrong = wrongForecastValue(value, site.largest_capacity_kw) ??
        contradiction(ofRun, placed, nameOf);
      if (!wrong) good.push(placed);
      else {
        const of = { site_uuid: run.site_uuid, start_utc: value.start_utc };
        judged.faults.push(faultOf(wrong, pathOfValue(place, placed.row), of));
      }
    }
    if (good.length === 0) continue;
    judged.runs.push({ ...run, values: good.map(({ value }) => value) });
    judged.places.push({ ...place, rows: good.map(({ row }) => row) });
  }
  return judged;
}

/** A target time has one value in a run; the same value twice is harmless. */
function contradiction(
  known: Known,
  placed: Placed,
  nameOf: typeof nameOfValue,
): Wrong | undefined {
  const startMs = milliseconds(placed.value.start_utc);
  const before = known.get(startMs);
  if (!before) known.set(startMs, placed);
  if (!before || isSame(before.value, placed.value)) return undefined;
  const message = `${nameOf(before.place, before.row)} has another value for this time.`;
  return { field: "forecast_power_kw", message };
}

function isSame(a: SiteForecastValue, b: SiteForecastValue): boolean {
  return milliseconds(a.end_utc) === milliseconds(b.end_utc) &&
    a.forecast_power_kw === b.forecast_power_kw && `${levelsOf(a)}` === `${levelsOf(b)}`;
}

/** Returns what is odd about good values. Yields after each run. */
export function* doubtsOfForecasts(
  judged: Pick<JudgedForecasts, "runs" | "places">,
  facts: ReadonlyMap<string, SiteFacts>,
): Generator<void, Warning[]> {
  const warnings = new WarningList();
  yield* addAllDoubts(warnings, judged, facts);
  return warnings.list();
}

/** Adds what is odd about good values to `warnings`. Yields after each run. */
export function* addAllDoubts(
  warnings: WarningList,
  { runs, places }: Pick<JudgedForecasts, "runs" | "places">,
  facts: ReadonlyMap<string, SiteFacts>,
): Generator<void, void> {
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
}
