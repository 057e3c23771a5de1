import { z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import { inTurns, turnTaker } from "../../../db/turns.ts";
import {
  addAllDoubts,
  type JudgedForecasts,
  judgeForecasts,
} from "../../../domain/forecasts/judge_forecasts.ts";
import {
  forecastsOfSites,
  siteForecast,
  tooManyModels,
} from "../../../domain/forecasts/new_forecasts.ts";
import {
  forecastVersion,
  runKey,
  type SentForecast,
} from "../../../domain/forecasts/sent_forecast.ts";
import { LEVEL_NAMES, quantilesOf } from "../../../domain/forecasts/p_levels.ts";
import {
  pathOfValue,
  pathsOfRun,
  type ValuePlaces,
} from "../../../domain/forecasts/value_places.ts";
import { type Ingested, rows } from "../../../domain/ingestion.ts";
import { microseconds } from "../../../domain/sent_row.ts";
import { faultOf } from "../../../domain/value_limits.ts";
import type { Warning } from "../../../domain/warnings.ts";
import * as uploads from "../../../sql/forecasts/uploads.ts";
import { NOTHING, withEnds } from "../forecasts/add_forecasts.ts";
import type { Columns } from "./csv_rows.ts";
import { type RefusedLines, refuseFirst } from "./line_faults.ts";
import { RUN_NAMES, runsOfLines } from "./runs_of_lines.ts";
import type { SentRow, WrongLine } from "./sent_row.ts";
import { siftLines } from "./sift_lines.ts";
import { isSent, StagedUpload, type UploadOptions, wrongLines } from "./staged_upload.ts";

/** What became of an upload of runs. */
export type UploadedForecasts = Ingested & {
  warnings: Warning[];
  refused?: ReturnType<RefusedLines["list"]>;
};

const ofSite = z.object({ forecasts: rows(siteForecast, "forecasts") });
const VALUE_NAMES = [...Object.keys(siteForecast.shape.values.element.shape), ...LEVEL_NAMES];
const SITE_NAMES = ["site_uuid", "client_site_id"];
const NEEDED = [
  ["timestamp_utc"],
  ["model_name"],
  ["start_utc"],
  ["end_utc", "period_minutes"],
  ["forecast_power_kw"],
];

/** An upload of runs, which are checked by the same rules as those of a body in JSON. */
export class ForecastUpload extends StagedUpload<JudgedForecasts, UploadedForecasts> {
  readonly columns: Columns;
  readonly #schema;
  /** A run of each model so far. */
  readonly #models = new Map<string, SentForecast>();

  constructor(options: UploadOptions) {
    super(options);
    const isOfSites = options.siteUuid === undefined;
    this.#schema = isOfSites ? forecastsOfSites : ofSite;
    const names = RUN_NAMES.filter((name) => isOfSites || !SITE_NAMES.includes(name));
    const needed = isOfSites ? [SITE_NAMES, ...NEEDED] : NEEDED;
    this.columns = { known: [...names, ...new Set(VALUE_NAMES)], needed };
  }

  override rowsIn(line: SentRow | WrongLine): number {
    return Math.max(1, valuesIn(line));
  }

  async move(sql: ScopedSql): Promise<UploadedForecasts> {
    if (this.isEmpty) return { ...NOTHING, ...this.remarks() };
    const { first_line, first_line_row, ...stored } = await uploads.move(sql, this.uuid, {
      isInOrder: this.order.isKept,
    });
    this.checkWhole(stored.inserted + stored.unchanged + stored.conflicting);
    const first_conflict = first_line === null ? null : nameOfLine(first_line, first_line_row);
    return { ...stored, first_conflict, ...this.remarks() };
  }

  protected async forget(sql: ScopedSql): Promise<void> {
    await uploads.drop(sql, this.uuid);
  }

  protected async judge(lines: readonly (SentRow | WrongLine)[]) {
    const found = runsOfLines(lines.filter(isSent));
    const sifted = await siftLines(this.#schema, found.runs);
    this.#countModels(sifted.runs, sifted.places);
    const { siteUuid, nowMs } = this.options;
    const runs = siteUuid === undefined
      ? sifted.runs
      : sifted.runs.map((run) => ({ ...run, site_uuid: siteUuid }));
    const named = await this.sites.named(runs, sifted.places, pathsOfRun);
    await this.learn(named.rows);
    const judged = await inTurns(
      judgeForecasts(named.rows.map(withEnds), named.places, this.facts, nowMs, nameOfPlace),
    );
    const faults = [
      ...wrongLines(lines),
      ...found.faults,
      ...sifted.faults,
      ...named.faults,
      ...judged.faults,
    ];
    const sizes = new Map(lines.map((line) => [line.line - 1, this.rowsIn(line)]));
    return { judged, faults, rowsOfRun: (run: number) => sizes.get(run) ?? 1 };
  }

  /** Throws for the first run of one model too many, also where bad rows are skipped. */
  #countModels(runs: readonly SentForecast[], places: readonly ValuePlaces[]): void {
    for (const [i, run] of runs.entries()) {
      const key = JSON.stringify([run.model_name, run.model_version]);
      if (this.#models.has(key)) continue;
      this.#models.set(key, run);
      const wrong = tooManyModels(this.#models.values());
      const [path] = pathsOfRun(places[i]!);
      if (wrong) refuseFirst([{ ...wrong, path: [...path!, "model_name"] }]);
    }
  }

  protected async addDoubts(judged: JudgedForecasts): Promise<void> {
    await inTurns(addAllDoubts(this.warnings, judged, this.facts));
  }

  protected async stage({ runs, places }: JudgedForecasts, number: number) {
    if (runs.length === 0) return undefined;
    const piece = emptyPiece(number);
    const turn = turnTaker();
    for (const [i, run] of runs.entries()) {
      await turn();
      const { forecast, rows } = places[i]!;
      const key = runKey(run);
      piece.runTimes.push(microseconds(run.timestamp_utc));
      piece.runVersions.push(forecastVersion(run));
      piece.runModels.push(run.model_name);
      piece.runModelVersions.push(run.model_version ?? null);
      const place = piece.runSites.push(run.site_uuid);
      for (const [at, value] of run.values.entries()) {
        const start = microseconds(value.start_utc);
        this.order.add(key, start);
        piece.runs.push(place);
        piece.lines.push((forecast ?? rows[at]!) + 1);
        piece.lineRows.push(forecast === undefined ? 0 : rows[at]! + 1);
        piece.starts.push(start);
        piece.ends.push(microseconds(value.end_utc));
        piece.powers.push(value.forecast_power_kw);
        piece.horizons.push(value.horizon_minutes ?? null);
        piece.quantiles.push(JSON.stringify(quantilesOf(value)));
      }
    }
    this.kept += piece.lines.length;
    return (sql: ScopedSql) => uploads.stage(sql, this.uuid, piece);
  }

  protected async contradictions(sql: ScopedSql, most: number) {
    const { count, values } = await uploads.contradictions(sql, this.uuid, most);
    const faults = values.map(({ line, line_row, first_line, first_line_row, ...of }) => {
      const place = line_row === 0 ? { rows: [] } : { forecast: line - 1, rows: [] };
      const path = pathOfValue(place, (line_row || line) - 1);
      const message = `${rowOfLine(first_line, first_line_row)} has another value for this time.`;
      return faultOf({ field: "forecast_power_kw", message }, path, of);
    });
    return { count, faults };
  }
}

function valuesIn(line: SentRow | WrongLine): number {
  if (!isSent(line)) return 0;
  const values = (line.value as { values?: unknown } | null)?.values;
  return Array.isArray(values) ? values.length : 0;
}

const emptyPiece = (number: number): uploads.StagedRuns => ({
  number,
  runSites: [],
  runTimes: [],
  runVersions: [],
  runModels: [],
  runModelVersions: [],
  runs: [],
  lines: [],
  lineRows: [],
  starts: [],
  ends: [],
  powers: [],
  horizons: [],
  quantiles: [],
});

/** Names a line, or a row of the run that is in a line; both from 1, a row of 0: the line itself. */
const nameOfLine = (line: number, row: number | null) =>
  row ? `Row ${row} of line ${line}` : `Line ${line}`;
const rowOfLine = (line: number, row: number) =>
  row === 0 ? `row ${line}` : `row ${row} of line ${line}`;

const nameOfPlace = ({ forecast }: ValuePlaces, row: number) =>
  forecast === undefined ? rowOfLine(row + 1, 0) : rowOfLine(forecast + 1, row + 1);
