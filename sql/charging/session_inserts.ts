import type { ScopedSql } from "../../db/scope.ts";
import type { NewSession } from "../../domain/charging/session_input.ts";
import { json } from "../kit/json.ts";
import { keepOwn as keepGroupZone } from "./group_zones.ts";
import { keep as keepZones } from "./site_zones.ts";
import { written, writtenOf } from "./written_columns.ts";

/** How a cost that a person or a program gives counts, and what the sessions came from. */
export interface Origin {
  cost_source: "manual" | "imported";
  source_system: string;
}

/** What became of the sessions of a request; the counts add up to those that were sent. */
export interface Inserted {
  inserted: number;
  /** Stored already with the same values, or sent twice. */
  unchanged: number;
  /** Not stored: a session with this session_id has other values. */
  conflicting: number;
  first_conflict: string | null;
}

type Sent = NewSession & { session_id: string };

/**
 * Adds sessions to the caller's group, those alone whose session_id it has not. Sites, networks,
 * locations and stalls must be the group's (`wrongLinks`).
 */
export async function insertAll(
  sql: ScopedSql,
  sessions: readonly Sent[],
  origin: Origin,
): Promise<Inserted> {
  const rows = sessions.map((session, at) => ({
    is_complete: true,
    ...origin,
    ...session,
    cost_source: session.cost == null ? null : origin.cost_source,
    row: at,
  }));
  await keepGroupZone(sql);
  await keepZones(sql, sessions);
  const made = await sql<{ session_id: string }[]>`
    insert into ev_charging_session (session_id, source_system, ${written(sql)})
    select distinct on (r.session_id) r.session_id, r.source_system, ${writtenOf(sql)}
    from jsonb_array_elements(${json(sql, rows)}::jsonb) e (sent)
      cross join lateral jsonb_populate_record(null::ev_charging_session, e.sent) r
    order by r.session_id, (e.sent->>'row')::int
    on conflict (session_id, site_group_uuid) do nothing
    returning session_id`;
  const inserted = new Set(made.map(({ session_id }) => session_id));
  const others = sessions.map((session, at) => ({ session, at }));
  return await judged(sql, others, inserted);
}

/** Tells the sessions that were not inserted apart: as those that are stored, or other than they. */
async function judged(
  sql: ScopedSql,
  sent: readonly { session: Sent; at: number }[],
  inserted: ReadonlySet<string>,
): Promise<Inserted> {
  const firsts = new Set<string>();
  const rest = sent.filter(({ session: { session_id } }) => {
    const id = session_id.toLowerCase();
    const isFirst = inserted.has(id) && !firsts.has(id);
    firsts.add(id);
    return !isFirst;
  });
  const same = rest.length === 0 ? new Set<number>() : await sameAsStored(sql, rest);
  const conflicts = rest.filter(({ at }) => !same.has(at));
  const [first] = conflicts;
  return {
    inserted: inserted.size,
    unchanged: same.size,
    conflicting: conflicts.length,
    first_conflict: first ? `Session ${first.at + 1}` : null,
  };
}

/** Returns the places of the sessions whose given values are those that are stored. */
async function sameAsStored(
  sql: ScopedSql,
  sent: readonly { session: Sent; at: number }[],
): Promise<Set<number>> {
  const rows = sent.map(({ session, at }) => ({ at, session_id: session.session_id, session }));
  const same = await sql<{ at: number }[]>`
    select (e.sent->>'at')::int as at
    from jsonb_array_elements(${json(sql, rows)}::jsonb) e (sent)
      join ev_charging_session s on s.session_id = (e.sent->>'session_id')::uuid
    where jsonb_populate_record(s, e.sent->'session') is not distinct from s`;
  return new Set(same.map(({ at }) => at));
}
