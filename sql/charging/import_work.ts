import type { OwnerSql } from "../../db/client.ts";
import type { RawRow } from "../../domain/charging/import/judge_rows.ts";
import type { ImportPlan } from "../../domain/charging/import/plan.ts";
import type { OwnerTransaction } from "../kit/queries.ts";
import { countStatuses } from "./import_checked.ts";

/** A file to check or to store. */
export interface OpenImport {
  import_uuid: string;
  site_group_uuid: string;
  state: "checking" | "storing";
  header: string[];
  plan: ImportPlan;
  check_number: number;
}

/** Which imports may be next. */
export interface NextOpen {
  /** Not these. */
  tried: readonly string[];
  /** Groups that had their turn, the last one at the end. */
  served: readonly string[];
}

/**
 * Returns the oldest import that is to be checked or stored, of the group whose turn it is: one that
 * is not in `served`, else the first one there. Undefined without another import than `tried`.
 */
export async function nextOpen(
  sql: OwnerSql,
  { tried, served }: NextOpen,
): Promise<OpenImport | undefined> {
  const [open] = await sql<OpenImport[]>`
    select import_uuid, site_group_uuid, state, header, plan, check_number
    from app.charging_imports
    where state in ('checking', 'storing') and import_uuid <> all(${tried}::uuid[])
    order by array_position(${served}::uuid[], site_group_uuid) nulls first, created_utc, import_uuid
    limit 1`;
  return open;
}

/** Runs a step of a check in the scope of the user of an import. Throws SC409 without such a user. */
export async function inScopeOf<T>(
  sql: OwnerSql,
  { import_uuid }: OpenImport,
  step: (tx: OwnerTransaction) => Promise<T>,
): Promise<T> {
  return await sql.begin(async (tx) => {
    await tx`select app.act_for_charging_import(${import_uuid}::uuid)`;
    return await step(tx);
  }) as T;
}

/** Returns the rows after one of a file. */
export async function rowsAfter(
  sql: OwnerTransaction,
  importUuid: string,
  { after, limit }: { after: number; limit: number },
): Promise<RawRow[]> {
  return await sql<RawRow[]>`
    select row_number, cells, line_fault, edits from app.charging_import_rows
    where import_uuid = ${importUuid}::uuid and row_number > ${after}
    order by row_number limit ${limit}`;
}

/** Says how far a check is; returns false when another one has begun since. */
export async function moveOn(
  sql: OwnerTransaction,
  { import_uuid, check_number }: OpenImport,
  done: number,
): Promise<boolean> {
  const { count } = await sql`
    update app.charging_imports set done = ${done}
    where import_uuid = ${import_uuid}::uuid and state = 'checking'
      and check_number = ${check_number}`;
  return count > 0;
}

/** Ends a check; a file that was confirmed meanwhile is stored now. */
export async function endCheck(sql: OwnerSql, open: OpenImport): Promise<void> {
  await inScopeOf(sql, open, async (tx) => {
    const { count } = await tx`
      update app.charging_imports set changed_utc = now() at time zone 'utc',
        state = case when is_confirmed then 'storing' else 'checked' end,
        done = case when is_confirmed then 0 else total end,
        result = case when is_confirmed
          then '{"added": 0, "updated": 0, "skipped": 0, "failed": 0}'::jsonb end
      where import_uuid = ${open.import_uuid}::uuid and state = 'checking'
        and check_number = ${open.check_number}`;
    if (count > 0) await countStatuses(tx, open.import_uuid);
  });
}

/**
 * Stores the next rows of a confirmed file and moves its position on, in one transaction. Returns
 * false after the last one. Throws SC409 when its user is no longer of the group.
 */
export async function storeRows(sql: OwnerSql, importUuid: string, most: number): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [row] = await tx<{ is_more: boolean }[]>`
      select app.store_charging_import_rows(${importUuid}::uuid, ${most}) as is_more`;
    return row!.is_more;
  }) as boolean;
}

/** Ends the check or the storing of an import with a sentence that says why. */
export async function fail(
  sql: OwnerSql,
  { import_uuid, state }: OpenImport,
  why: string,
): Promise<void> {
  await sql`
    update app.charging_imports set state = 'failed', message = ${why}, is_confirmed = false,
      ended_utc = now() at time zone 'utc', changed_utc = now() at time zone 'utc'
    where import_uuid = ${import_uuid}::uuid and state = ${state}`;
}

/** Deletes imports that have expired, with their rows. Returns how many. */
export async function dropExpired(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const { count } = await sql`
    delete from app.charging_imports where expires_utc < ${now}::timestamp and state <> 'storing'`;
  return count;
}
