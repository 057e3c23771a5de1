import type { ScopedSql } from "../../db/scope.ts";
import type { NewSession, SessionChanges } from "../../domain/charging/session_input.ts";
import { AppError } from "../../domain/errors.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { json } from "../kit/json.ts";
import { insertAll, type Origin } from "./session_inserts.ts";
import { wrongLinks } from "./session_links.ts";
import { keep as keepZones } from "./site_zones.ts";
import { written, writtenOf } from "./written_columns.ts";

/** Adds one session, and returns its session_id. Throws "invalid" at a field that points nowhere. */
export async function create(
  sql: ScopedSql,
  session: NewSession,
  origin: Origin,
): Promise<string> {
  await refuseWrongLinks(sql, session);
  const session_id = session.session_id ?? crypto.randomUUID();
  const { inserted } = await insertAll(sql, [{ ...session, session_id }], origin);
  if (inserted === 1) return session_id;
  throw new AppError("conflict", "Your group has a session with this session_id already.");
}

/** What became of an edit. */
export type Update = "updated" | "changed meanwhile" | "not found";

/**
 * Writes exactly the columns that `changes` has, NULL for null; a cost that somebody gives counts as
 * manual. With `version`, writes only while the session has that version, else returns "changed
 * meanwhile". Edits at once wait for each other. Throws "invalid" at a field that points nowhere.
 */
export async function update(
  sql: ScopedSql,
  sessionId: string,
  changes: SessionChanges,
  version?: number,
): Promise<Update> {
  const [before] = await sql<(Times & { version: number })[]>`
    select version, session_start_utc, session_end_utc from ev_charging_session
    where session_id = ${sessionId}::uuid for no key update`;
  if (!before) return "not found";
  if (version !== undefined && before.version !== version) return "changed meanwhile";
  refuseEndBeforeStart(before, changes);
  await refuseWrongLinks(sql, changes);
  await writeAll(sql, [sessionId], changes);
  return "updated";
}

interface Times {
  session_start_utc: string | null;
  session_end_utc: string | null;
}

/** An edit may bring one of the two times: it has to fit the other one, which is stored. */
function refuseEndBeforeStart(before: Times, changes: SessionChanges): void {
  const { session_start_utc: start, session_end_utc: end } = { ...before, ...changes };
  if (!start || !end || milliseconds(start) <= milliseconds(end)) return;
  const field = changes.session_end_utc === undefined ? "session_start_utc" : "session_end_utc";
  const message = "The end must not be before the start.";
  throw new AppError("invalid", message, { fields: [{ field, message }] });
}

/** Writes exactly the columns that `changes` has into several sessions; returns how many there were. */
export async function updateAll(
  sql: ScopedSql,
  sessionIds: readonly string[],
  changes: SessionChanges,
): Promise<number> {
  await refuseWrongLinks(sql, changes);
  return await writeAll(sql, sessionIds, changes);
}

async function writeAll(
  sql: ScopedSql,
  sessionIds: readonly string[],
  changes: SessionChanges,
): Promise<number> {
  const source = changes.cost === undefined
    ? {}
    : { cost_source: changes.cost === null ? null : "manual" };
  await keepZones(sql, [changes]);
  const rows = await sql`
    update ev_charging_session s set (${written(sql)}) = (
      select ${writtenOf(sql)}
      from jsonb_populate_record(s, ${json(sql, { ...changes, ...source })}::jsonb) r)
    where s.session_id = any(${[...sessionIds]}::uuid[]) returning 1`;
  return rows.length;
}

/** Removes a session; its history stays. Returns false without such a session. */
export async function remove(sql: ScopedSql, sessionId: string): Promise<boolean> {
  const rows = await sql`
    delete from ev_charging_session where session_id = ${sessionId}::uuid returning 1`;
  return rows.length > 0;
}

async function refuseWrongLinks(sql: ScopedSql, changes: SessionChanges): Promise<void> {
  const wrong = await wrongLinks(sql, [changes]);
  if (wrong.length === 0) return;
  const fields = wrong.map(({ field, message }) => ({ field, message }));
  throw new AppError("invalid", fields[0]!.message, { fields });
}
