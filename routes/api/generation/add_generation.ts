import type { Context } from "hono";
import {
  doubtsOfGeneration,
  judgeGeneration,
} from "../../../domain/generation/judge_generation.ts";
import type { NewGeneration } from "../../../domain/generation/generation_value.ts";
import { withEnd } from "../../../domain/sent_row.ts";
import type { Fault } from "../../../domain/unknown_names.ts";
import * as generation from "../../../sql/generation/generation.ts";
import { highestKw } from "../../../sql/generation/highest.ts";
import { sitesByClientId } from "../../../sql/sites/client_ids.ts";
import { factsOf } from "../../../sql/sites/site_facts.ts";
import type { Scoped } from "../../http/context.ts";
import { inTurns } from "../../../db/turns.ts";
import { inOrder, type OnInvalid, refusedRows, refuseFault } from "../ingestion.ts";
import { type OfSite, SitesOfRows } from "../sites_of_rows.ts";

/** A value that passed its schema. */
export type SentGeneration = OfSite & {
  start_utc: string;
  end_utc?: string;
  period_minutes?: number;
  generation_power_kw: number | null;
};

/** Values that passed their schema, with their places, and the faults of the others. */
export interface Sent {
  values: SentGeneration[];
  places: number[];
  faults: Fault[];
  /** Whether a fault is in no row. */
  isWhole?: boolean;
}

/** What became of measurements, in numbers. */
export type StoredGeneration = generation.IngestedGeneration;

export const NOTHING: StoredGeneration = {
  inserted: 0,
  unchanged: 0,
  conflicting: 0,
  replaced: 0,
  deleted: 0,
  first_conflict: null,
  conflicts: [],
  batch_id: null,
};

/**
 * Judges values by the facts of their sites and gives the good ones to `store`. Throws for the first
 * bad one, unless bad ones are skipped. Returns what became of them, with warnings and, where they
 * are skipped, with the refused ones.
 */
export async function addGeneration(
  { var: { sql, services } }: Pick<Context<Scoped>, "var">,
  sent: Sent,
  onInvalid: OnInvalid,
  store: (values: NewGeneration[]) => Promise<StoredGeneration>,
) {
  const isSkipping = onInvalid === "skip";
  if (!isSkipping || sent.isWhole) refuseFault(sent.faults);
  const sites = new SitesOfRows((ids) => sitesByClientId(sql, ids));
  const named = await sites.named(sent.values, sent.places, (row) => [["values", row]]);
  const facts = await factsOf(sql, [...new Set(named.rows.map(({ site_uuid }) => site_uuid))]);
  const now = services.now();
  const judged = await inTurns(
    judgeGeneration(named.rows.map(withEnd), named.places, facts, now.epochMilliseconds),
  );
  if (!isSkipping) refuseFault(inOrder([...named.faults, ...judged.faults]));
  const warnings = await doubtsOfGeneration(
    judged,
    facts,
    {
      highest: (uuids, beforeMs, days) =>
        highestKw(sql, uuids, Temporal.Instant.fromEpochMilliseconds(beforeMs), days),
      inTurns,
    },
  );
  const stored = judged.values.length === 0 ? NOTHING : await store(judged.values);
  const placed = withPlaces(stored, judged.places);
  if (!isSkipping) return { ...placed, warnings };
  const faults = [...sent.faults, ...named.faults, ...judged.faults];
  const refused = await inTurns(refusedRows(faults, () => 1));
  return { ...placed, warnings, refused };
}

/** Tells conflicts by their places in the request, of which some rows were left out. */
function withPlaces(stored: StoredGeneration, places: readonly number[]): StoredGeneration {
  const conflicts = stored.conflicts.map((conflict) => ({
    ...conflict,
    row: places[conflict.row - 1]! + 1,
  }));
  return { ...stored, conflicts, first_conflict: conflicts[0] ? `Row ${conflicts[0].row}` : null };
}
