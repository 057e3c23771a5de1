import type { Context } from "hono";
import { doubtsOfForecasts, judgeForecasts } from "../../../domain/forecasts/judge_forecasts.ts";
import type { SentForecast, SiteForecast } from "../../../domain/forecasts/sent_forecast.ts";
import { pathsOfRun } from "../../../domain/forecasts/value_places.ts";
import type { Ingested } from "../../../domain/ingestion.ts";
import { withEnd } from "../../../domain/sent_row.ts";
import type { RunPlace } from "../../../domain/sift_piece.ts";
import type { Fault } from "../../../domain/unknown_names.ts";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import { sitesByClientId } from "../../../sql/sites/client_ids.ts";
import { factsOf } from "../../../sql/sites/site_facts.ts";
import type { Scoped } from "../../http/context.ts";
import { inTurns } from "../../../db/turns.ts";
import { inOrder, type OnInvalid, refusedRows, refuseFault } from "../ingestion.ts";
import { SitesOfRows } from "../sites_of_rows.ts";

/** Runs that passed their schema, with their places, and the faults of the others. */
export interface SentRuns {
  runs: SentForecast[];
  places: RunPlace[];
  faults: Fault[];
  /** Whether a fault is in no row. */
  isWhole?: boolean;
  /** How many values each run was sent with. */
  sizes: number[];
}

export const NOTHING: Ingested = {
  inserted: 0,
  unchanged: 0,
  conflicting: 0,
  first_conflict: null,
};

/**
 * Judges runs by the facts of their sites and stores the good ones. Throws for the first bad row,
 * unless bad ones are skipped. Returns what became of them, with warnings and, where they are
 * skipped, with the refused ones. `naming` shortens places in requests that have one run.
 */
export async function addForecasts(
  { var: { sql, services } }: Pick<Context<Scoped>, "var">,
  sent: SentRuns,
  onInvalid: OnInvalid,
  { isOneRun }: { isOneRun: boolean },
) {
  const isSkipping = onInvalid === "skip";
  const named = (faults: Fault[]) => isOneRun ? faults.map(inOneRun) : faults;
  if (!isSkipping || sent.isWhole) refuseFault(named(sent.faults));
  const sites = new SitesOfRows((ids) => sitesByClientId(sql, ids));
  const found = await sites.named(sent.runs, sent.places, pathsOfRun);
  const facts = await factsOf(sql, [...new Set(found.rows.map(({ site_uuid }) => site_uuid))]);
  const { epochMilliseconds } = services.now();
  const judged = await inTurns(
    judgeForecasts(found.rows.map(withEnds), found.places, facts, epochMilliseconds),
  );
  if (!isSkipping) refuseFault(named(inOrder([...found.faults, ...judged.faults])));
  const doubts = await inTurns(doubtsOfForecasts(judged, facts));
  const warnings = doubts.map(({ first_forecast, ...warning }) =>
    isOneRun ? warning : { ...warning, first_forecast }
  );
  const stored = judged.runs.length === 0 ? NOTHING : await forecasts.add(sql, judged.runs);
  const placed = {
    ...stored,
    first_conflict: conflictAt(stored.first_conflict, judged.places, isOneRun),
  };
  if (!isSkipping) return { ...placed, warnings };
  const faults = named([...sent.faults, ...found.faults, ...judged.faults]);
  const refused = await inTurns(refusedRows(faults, (run) => sent.sizes[run] ?? 0));
  return { ...placed, warnings, refused };
}

/** Returns a run whose values all have their ends. */
export function withEnds(run: SentForecast & { site_uuid: string }): SiteForecast {
  return { ...run, values: run.values.map(withEnd) };
}

/** Takes the run out of the path of a fault. */
function inOneRun(fault: Fault): Fault {
  const [list, run] = fault.path;
  return list === "forecasts" && run === 0 ? { ...fault, path: fault.path.slice(2) } : fault;
}

/** Tells a conflict, "Row 3 of forecast 2", by its place in the request. */
function conflictAt(text: string | null, places: readonly RunPlace[], isOneRun: boolean) {
  const [, row, run = "1"] = /^Row (\d+)(?: of forecast (\d+))?$/.exec(text ?? "") ?? [];
  if (row === undefined) return text;
  const { forecast, rows } = places[Number(run) - 1]!;
  const name = `Row ${rows[Number(row) - 1]! + 1}`;
  return isOneRun ? name : `${name} of forecast ${forecast + 1}`;
}
