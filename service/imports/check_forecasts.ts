import type { OwnerSql } from "../../db/client.ts";
import { inTurns } from "../../db/turns.ts";
import { addDoubts } from "../../domain/forecasts/forecast_doubts.ts";
import type { ForecastPiece } from "../../domain/imports/forecasts/forecast_row.ts";
import { ForecastSums } from "../../domain/imports/forecasts/forecast_sums.ts";
import {
  ForecastJudge,
  type SiteForecastRow,
} from "../../domain/imports/forecasts/judge_values.ts";
import { readForecasts } from "../../domain/imports/forecasts/read_forecasts.ts";
import type { ReadingOfForecasts } from "../../domain/imports/forecasts/run_times.ts";
import { decodeText } from "../../domain/imports/read/decode.ts";
import type { SiteFacts } from "../../domain/sites/site_facts.ts";
import { utcText } from "../../domain/time/time.ts";
import { WarningList } from "../../domain/warnings.ts";
import * as forecastWork from "../../sql/imports/forecast_work.ts";
import * as work from "../../sql/imports/work.ts";
import { factsOf } from "../../sql/sites/site_facts.ts";
import { type CheckOptions, counted, MOST_ROWS, tooManyRows } from "./check.ts";
import { sitesOfFile } from "./file_sites.ts";

/** A file of forecasts to check. */
export interface OpenForecasts extends work.OpenImport {
  reading: ReadingOfForecasts;
}

/**
 * Reads a file of forecasts to its end: keeps its runs ready to be stored, the lines that were left
 * out, and the preview. Stops when the signal comes or another check has begun; the next one starts
 * anew. Throws as `checkImport`, and "invalid" for a file of too many runs or models.
 */
export async function checkForecasts(
  sql: OwnerSql,
  found: OpenForecasts,
  { now, signal, mostRows = MOST_ROWS }: CheckOptions,
): Promise<void> {
  const begun = await work.beginCheck(sql, found);
  if (!begun) return;
  const { places, check_number } = begun;
  const open = { ...found, check_number };
  const wanted = places.filter(({ site_uuid }) => !open.site_uuid || site_uuid === open.site_uuid);
  const facts = await factsOf(sql, wanted.map(({ site_uuid }) => site_uuid));
  const siteOf = sitesOfFile(open, wanted);
  const judge = new ForecastJudge({ siteOf, facts, nowMs: now.epochMilliseconds });
  const check = new Check(judge, facts);
  const bytes = counted(work.chunks(sql, open.import_uuid));
  const text = decodeText(bytes.pieces, open.reading.encoding);
  const above = open.lines_above + open.reading.header_lines;
  for await (const piece of readForecasts(text, open.reading, open.lines_above)) {
    if (signal.aborted) return;
    if (piece.lastLine - above > mostRows) throw tooManyRows(mostRows);
    const made = await check.judge(piece);
    if (!await forecastWork.addRuns(sql, open, { ...made, bytesRead: bytes.count() })) return;
  }
  if (!await countRuns(sql, open, check.sums, signal)) return;
  const examples = await forecastWork.exampleRuns(sql, open, now);
  await work.endCheck(sql, open, check.sums.preview(check.warnings, examples));
}

/** Counts what storing would do; returns false when that was stopped. */
async function countRuns(
  sql: OwnerSql,
  open: OpenForecasts,
  sums: ForecastSums,
  signal: AbortSignal,
): Promise<boolean> {
  for (let run = 0;;) {
    if (signal.aborted) return false;
    const counts = await forecastWork.judgeRuns(sql, open, run);
    if (!counts) return true;
    sums.common.count(counts);
    run = counts.next_run;
  }
}

/** What is known while a file is read. */
class Check {
  readonly sums = new ForecastSums();
  readonly warnings = new WarningList();
  #number = 0;

  constructor(
    private judging: ForecastJudge,
    private facts: ReadonlyMap<string, SiteFacts>,
  ) {}

  /** Judges a piece, and adds it to the preview. */
  async judge({ values, leftOut }: ForecastPiece) {
    const judged = await inTurns(this.judging.judge(values));
    const all = [...leftOut, ...judged.leftOut].sort((a, b) => a.line - b.line);
    for (const line of all) this.sums.common.addLeftOut(line);
    this.#addUnknown(judged.leftOut);
    for (const row of judged.rows) this.sums.add(row);
    const runs = [...Map.groupBy(judged.rows, ({ run }) => run).values()];
    await inTurns(this.#doubt(runs));
    return { number: this.#number++, leftOut: all, ...checkedRuns(runs) };
  }

  #addUnknown(leftOut: readonly { reason: string; cells: string[] }[]): void {
    for (const { reason, cells } of leftOut) {
      if (reason === "no_site" && cells.length > 3) this.sums.common.addUnknownSite(cells[0]!);
    }
  }

  *#doubt(runs: SiteForecastRow[][]): Generator<void, void> {
    for (const rows of runs) {
      const site = this.facts.get(rows[0]!.ofSite.site_uuid);
      if (!site) continue;
      const placed = rows.map((row) => ({
        ...{ row: row.line - 1, startMs: row.startMs, endMs: row.endMs, powerKw: row.powerKw },
        value: {
          ...{ start_utc: utcText(row.startMs), end_utc: utcText(row.endMs) },
          ...{ forecast_power_kw: row.powerKw, p10_kw: row.p10Kw, p90_kw: row.p90Kw },
        },
      }));
      addDoubts(this.warnings, placed.sort((a, b) => a.startMs - b.startMs), site);
      yield;
    }
  }
}

/** Returns runs and their values as the database keeps them. */
function checkedRuns(runs: SiteForecastRow[][]) {
  return {
    runs: runs.map((rows) => {
      const { run: number, ofSite, madeMs, model, version } = rows[0]!;
      return { number, siteUuid: ofSite.site_uuid, madeMs, model, version };
    }),
    values: runs.flatMap((rows, at) => rows.map((row) => ({ ...row, run: at + 1 }))),
  };
}
