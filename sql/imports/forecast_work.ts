import type { OwnerSql } from "../../db/client.ts";
import type { ExampleRun } from "../../domain/imports/import.ts";
import type { LeftOutLine } from "../../domain/imports/read_rows.ts";
import { json } from "../kit/json.ts";
import type { OpenImport, PieceCounts } from "./work.ts";

/** A run of a piece. */
export interface CheckedRun {
  number: number;
  siteUuid: string;
  madeMs: number;
  model: string;
  version: string;
}

/** A value of a piece. */
export interface CheckedValue {
  /** The place of its run among those of the piece, from 1. */
  run: number;
  startMs: number;
  endMs: number;
  powerKw: number;
  p10Kw: number | null;
  p90Kw: number | null;
  horizonMinutes: number | null;
  line: number;
}

/** Values ready to be stored, with their runs, and the lines that were left out beside them. */
export interface CheckedRuns {
  number: number;
  bytesRead: number;
  runs: CheckedRun[];
  values: CheckedValue[];
  leftOut: LeftOutLine[];
}

/** Keeps a piece of a file of forecasts; returns false when another check has begun since. */
export async function addRuns(
  sql: OwnerSql,
  { import_uuid, check_number }: OpenImport,
  { number, bytesRead, runs, values, leftOut }: CheckedRuns,
): Promise<boolean> {
  const of = (field: keyof CheckedValue) => list(values.map((value) => value[field]));
  const [row] = await sql<{ is_kept: boolean }[]>`
    select app.add_import_runs(${import_uuid}::uuid, ${check_number}, ${number}, ${bytesRead},
      ${list(runs.map((run) => run.number))}::int[], ${runs.map((run) => run.siteUuid)}::uuid[],
      ${list(runs.map((run) => run.madeMs))}::bigint[], ${runs.map((run) => run.model)}::text[],
      ${runs.map((run) => run.version)}::text[], ${of("run")}::int[], ${of("startMs")}::bigint[],
      ${of("endMs")}::bigint[], ${of("powerKw")}::float8[], ${of("p10Kw")}::float8[],
      ${of("p90Kw")}::float8[], ${of("horizonMinutes")}::int[], ${of("line")}::int[],
      ${json(sql, leftOut)}::jsonb) as is_kept`;
  return row!.is_kept;
}

/** An array of numbers as PostgreSQL reads it. */
const list = (numbers: readonly (number | null)[]) =>
  `{${numbers.map((number) => number ?? "null").join()}}`;

/**
 * Returns what storing the runs of a file from a number on would do, and the number of the run after
 * them; undefined after the last run, and when another check has begun.
 */
export async function judgeRuns(
  sql: OwnerSql,
  { import_uuid, check_number }: OpenImport,
  fromRun: number,
): Promise<PieceCounts & { next_run: number } | undefined> {
  const [counts] = await sql<(PieceCounts & { next_run: number })[]>`
    select new, unchanged, conflicting, next_run
    from app.judge_import_runs(${import_uuid}::uuid, ${check_number}, ${fromRun})`;
  return counts;
}

/** Sites of which a run is shown, and values of it. */
const MOST_SITES = 12;
const MOST_VALUES = 300;

/**
 * Returns a run of each of the first sites of a file, by site: of those that were made a day before
 * `now` or earlier, if there are some, the last one of the most values.
 */
export async function exampleRuns(
  sql: OwnerSql,
  { import_uuid }: OpenImport,
  now: Temporal.Instant,
): Promise<Map<string, ExampleRun>> {
  const dayBefore = now.subtract({ hours: 24 });
  const runs = await sql<(ExampleRun & { site_uuid: string })[]>`
    with run as (
      select site_uuid, run_number, min(made_utc) as made_utc, min(model_name) as model_name,
        sum(value_count) as n
      from app.import_runs where import_uuid = ${import_uuid}::uuid group by 1, 2),
    best as (
      select distinct on (site_uuid) * from run
      order by site_uuid, made_utc <= ${dayBefore}::timestamp desc,
        least(n, ${MOST_VALUES}) desc, made_utc desc),
    shown as (select * from best order by run_number limit ${MOST_SITES})
    select s.site_uuid, s.made_utc, s.model_name, (
      select jsonb_agg(v.row order by v.start_ms) from (
        select jsonb_build_array(start_ms, end_ms, kw, p10, p90) as row, start_ms
        from app.import_runs r
        cross join unnest(r.starts, r.ends, r.powers, r.p10s, r.p90s)
          v (start_ms, end_ms, kw, p10, p90)
        where r.import_uuid = ${import_uuid}::uuid and r.run_number = s.run_number
        order by start_ms limit ${MOST_VALUES}) v) as values
    from shown s`;
  return new Map(runs.map(({ site_uuid, ...run }) => [site_uuid, run]));
}
