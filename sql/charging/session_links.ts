import type { ScopedSql } from "../../db/scope.ts";

/** What a session may point to. */
export interface SessionLinks {
  site_uuid?: string | null;
  network_id?: number | null;
  location_id?: number | null;
  stall_id?: number | null;
}

/** A pointer to what the caller's group does not have. */
export interface WrongLink {
  /** Place of the session in the list, counted from 0. */
  row: number;
  field: keyof SessionLinks;
  message: string;
}

const MESSAGES: Record<keyof SessionLinks, string> = {
  site_uuid: "Your group has no such site.",
  network_id: "Your group has no such network.",
  location_id: "Your group has no such location.",
  stall_id: "Your group has no such stall.",
};

const FIELDS = Object.keys(MESSAGES) as (keyof SessionLinks)[];

/**
 * Returns which sites, networks, locations and stalls of these sessions the caller's group does not
 * have: those of other groups and those that nobody has alike.
 */
export async function wrongLinks(
  sql: ScopedSql,
  sessions: readonly SessionLinks[],
): Promise<WrongLink[]> {
  const named = (field: keyof SessionLinks) => [
    ...new Set(sessions.flatMap((session) => session[field] ?? []).map(String)),
  ];
  if (FIELDS.every((field) => named(field).length === 0)) return [];
  const [known] = await sql<Record<keyof SessionLinks, string[] | null>[]>`
    select
      (select array_agg(site_uuid::text) from sites
        where site_uuid = any(${named("site_uuid")}::uuid[])) as site_uuid,
      (select array_agg(id::text) from ev_charging_networks
        where id = any(${named("network_id")}::text[]::int[])) as network_id,
      (select array_agg(id::text) from ev_location_lookup
        where id = any(${named("location_id")}::text[]::int[])) as location_id,
      (select array_agg(id::text) from ev_charger_stalls
        where id = any(${named("stall_id")}::text[]::int[])) as stall_id`;
  const own = new Map(FIELDS.map((field) => [field, new Set(known![field] ?? [])]));
  return sessions.flatMap((session, row) =>
    FIELDS.flatMap((field) => {
      const value = session[field];
      if (value === null || value === undefined) return [];
      if (own.get(field)!.has(String(value).toLowerCase())) return [];
      return [{ row, field, message: MESSAGES[field] }];
    })
  );
}
