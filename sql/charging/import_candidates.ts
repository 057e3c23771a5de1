import type { ScopedSql } from "../../db/scope.ts";
import type { Candidate, EarlierRow } from "../../domain/charging/import/duplicates.ts";
import { placeKey } from "../../domain/charging/import/near.ts";
import { HOUR, utcText } from "../../domain/time/time.ts";
import type { OwnerTransaction } from "../kit/queries.ts";

/** Sessions that are so far away may be the same by the clock of another zone. */
const FAR = 14 * HOUR;

/**
 * Returns the stored sessions of the scope's group that rows may be: those of their numbers, and
 * those at their places within 14 hours of them. Needs a scope, or its settings in a transaction of
 * the owner's.
 */
export async function candidates(
  sql: ScopedSql | OwnerTransaction,
  rows: readonly EarlierRow[],
): Promise<Candidate[]> {
  const spans = spansOf(rows.flatMap(({ startMs }) => startMs === null ? [] : [startMs]));
  const places = [...new Set(rows.map(({ place }) => placeKey(place)))];
  return await sql<Candidate[]>`
    select session_id, round(extract(epoch from session_start_utc) * 1000)::float8 as "startMs",
      location_name as place, energy_kwh::float8 as "energyKwh"
    from ev_charging_session
    where site_group_uuid = app.charging_group()
      and session_id = any(${rows.map(({ session_id }) => session_id)}::uuid[])
    union
    select s.session_id, round(extract(epoch from s.session_start_utc) * 1000)::float8, s.location_name,
      s.energy_kwh::float8
    from unnest(${spans.map(({ from }) => utcText(from))}::timestamptz[],
      ${spans.map(({ until }) => utcText(until))}::timestamptz[]) w (starts, ends)
    join ev_charging_session s on s.site_group_uuid = app.charging_group()
      and s.session_start_utc between w.starts and w.ends
    where lower(trim(coalesce(s.location_name, ''))) = any(${places}::text[])
    union
    select s.session_id, null, s.location_name, s.energy_kwh::float8
    from ev_charging_session s
    where s.site_group_uuid = app.charging_group() and s.session_start_utc is null
      and ${rows.some(({ startMs }) => startMs === null)}
      and lower(trim(coalesce(s.location_name, ''))) = any(${places}::text[])`;
}

/** Returns the times around starts, joined where they overlap. */
function spansOf(starts: readonly number[]): { from: number; until: number }[] {
  const spans: { from: number; until: number }[] = [];
  for (const start of [...starts].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && start - FAR <= last.until) last.until = start + FAR;
    else spans.push({ from: start - FAR, until: start + FAR });
  }
  return spans;
}

/** Returns the rows before one of a file that it may be near to: those that match no earlier ones. */
export async function rowsBefore(
  sql: ScopedSql,
  importUuid: string,
  number: number,
  startMs: number | null,
): Promise<EarlierRow[]> {
  const near = startMs === null ? null : utcText(startMs);
  return await sql<EarlierRow[]>`
    select row_number as row, (session ->> 'session_id')::uuid as session_id,
      round(extract(epoch from (session ->> 'session_start_utc')::timestamptz) * 1000)::float8 as "startMs",
      session ->> 'location_name' as place, (session ->> 'energy_kwh')::float8 as "energyKwh"
    from app.charging_import_rows
    where import_uuid = ${importUuid}::uuid and row_number < ${number} and session is not null
      and match_row is null
      and (${near}::timestamptz is null or (session ->> 'session_start_utc')::timestamptz
        between ${near}::timestamptz - interval '1 hour' and ${near}::timestamptz + interval '1 hour')
    order by row_number`;
}
