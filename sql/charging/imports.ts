import type { ScopedSql } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import type { ProposedPlan } from "../../domain/charging/import/guess_plan.ts";
import type { ImportState, PlaceName, SessionImport } from "../../domain/charging/import/import.ts";
import type { ImportPlan } from "../../domain/charging/import/plan.ts";

const columns = (sql: ScopedSql) =>
  sql`import_uuid, file_name, format, state, actor, header, total, done, proposal, plan, places,
    counts, result, message, created_utc, expires_utc`;

/** What is known of a file once its header has been read. */
export interface NewImport {
  fileName: string;
  format: string | null;
  header: readonly string[];
  proposal: ProposedPlan;
}

/** Makes the import of a file in the name of a viewer, without its rows, and returns its UUID. */
export async function begin(
  sql: ScopedSql,
  { user_uuid, email, site_group_uuid, site_uuids }: Viewer,
  { fileName, format, header, proposal }: NewImport,
): Promise<string> {
  const [made] = await sql<{ import_uuid: string }[]>`
    insert into app.charging_imports
      (site_group_uuid, user_uuid, actor, only_sites, file_name, format, header, proposal)
    values (${site_group_uuid}::uuid, ${user_uuid}::uuid, ${email}, ${site_uuids ?? null}::uuid[],
      ${fileName}, ${format}, ${[...header]}::text[], ${sql.json(proposal)}::jsonb)
    returning import_uuid`;
  return made!.import_uuid;
}

/** Returns how many files of the caller's group wait to be stored. */
export async function waiting(sql: ScopedSql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from app.charging_imports
    where state not in ('stored', 'undone')`;
  return row!.count;
}

/** Returns the imports of the caller's group, the newest first. */
export async function list(sql: ScopedSql, limit = 50): Promise<SessionImport[]> {
  return await sql<SessionImport[]>`
    select ${columns(sql)} from app.charging_imports
    order by created_utc desc, import_uuid desc limit ${limit}`;
}

/** Returns an import; undefined for one of another group. */
export async function find(sql: ScopedSql, importUuid: string): Promise<SessionImport | undefined> {
  const [found] = await sql<SessionImport[]>`
    select ${columns(sql)} from app.charging_imports where import_uuid = ${importUuid}::uuid`;
  return found;
}

/**
 * Keeps how a file is read and where its places are, and lets it be checked once no place is to be
 * chosen. Returns false for one that is being stored or was.
 */
export async function decide(
  sql: ScopedSql,
  importUuid: string,
  { plan, places }: { plan: ImportPlan; places: PlaceName[] },
): Promise<boolean> {
  const state: ImportState = places.every(({ choice }) => choice !== null) ? "checking" : "places";
  const { count } = await sql`
    update app.charging_imports set plan = ${sql.json(plan)}::jsonb,
      places = ${
    sql.json(places)
  }::jsonb, state = ${state}, done = 0, counts = null, message = null,
      check_number = check_number + 1, changed_utc = now() at time zone 'utc'
    where import_uuid = ${importUuid}::uuid
      and state in ('columns', 'places', 'checking', 'checked', 'failed') and result is null`;
  return count > 0;
}

/** Goes back to the choice of columns. Returns false for an import that is being stored or was. */
export async function reopen(sql: ScopedSql, importUuid: string): Promise<boolean> {
  const { count } = await sql`
    update app.charging_imports set state = 'columns', check_number = check_number + 1,
      counts = null, done = 0, message = null, changed_utc = now() at time zone 'utc'
    where import_uuid = ${importUuid}::uuid
      and state in ('places', 'checking', 'checked', 'failed') and result is null`;
  return count > 0;
}

/**
 * Lets a file be stored in the name of a viewer: at once if it was checked, else after its check.
 * Returns false where it cannot be: its columns or places are open, or it failed or was undone. Does
 * nothing for one that is being stored or was.
 */
export async function confirm(
  sql: ScopedSql,
  importUuid: string,
  { user_uuid, email }: Viewer,
): Promise<boolean> {
  const { count } = await sql`
    update app.charging_imports set is_confirmed = true, user_uuid = ${user_uuid}::uuid,
      actor = ${email}, changed_utc = now() at time zone 'utc',
      done = case state when 'checked' then 0 else done end,
      result = case state when 'checked'
        then '{"added": 0, "updated": 0, "skipped": 0, "failed": 0}'::jsonb end,
      expires_utc = (now() at time zone 'utc') + interval '30 days',
      state = case state when 'checked' then 'storing' else state end
    where import_uuid = ${importUuid}::uuid and state in ('checking', 'checked')`;
  if (count > 0) return true;
  const file = await find(sql, importUuid);
  return file?.state === "storing" || file?.state === "stored";
}

/** Deletes an import with its rows; what it stored stays. Returns false while it is being stored. */
export async function remove(sql: ScopedSql, importUuid: string): Promise<boolean> {
  const { count } = await sql`
    delete from app.charging_imports where import_uuid = ${importUuid}::uuid and state <> 'storing'`;
  return count > 0;
}

/** What undoing an import did: sessions removed, restored, and kept as they were changed since. */
export interface UndoneImport {
  removed: number;
  restored: number;
  kept: number;
}

/** Takes back what an import stored. Throws SC404 and SC409 as app.undo_charging_import. */
export async function undo(sql: ScopedSql, importUuid: string): Promise<UndoneImport> {
  const [undone] = await sql<UndoneImport[]>`
    select removed, restored, kept from app.undo_charging_import(${importUuid}::uuid)`;
  return undone!;
}
