import type { OwnerSql } from "../../db/client.ts";
import { json } from "../kit/json.ts";

/** The weather that the newest run of a site was made from. Times are RFC 3339. */
export interface UsedWeather {
  site_uuid: string;
  /** Issue time of the run. */
  made_utc: string;
  source: string;
  /** Of the newest weather in it. */
  issued_utc: string;
  received_utc: string;
}

/** Returns the weather that was used last, by site; a site without a run has no entry. */
export async function list(
  sql: OwnerSql,
  siteUuids: string[],
): Promise<Map<string, UsedWeather>> {
  const rows = await sql<UsedWeather[]>`
    select site_uuid, made_utc, source, issued_utc, received_utc from app.used_weather
    where site_uuid = any(${siteUuids}::uuid[])`;
  return new Map(rows.map((row) => [row.site_uuid, row]));
}

/** Keeps the weather that these runs were made from; sites that are gone by now are left out. */
export async function keep(sql: OwnerSql, used: UsedWeather[]): Promise<void> {
  await sql`
    insert into app.used_weather as w (site_uuid, made_utc, source, issued_utc, received_utc)
    select u.* from jsonb_to_recordset(${json(sql, used)}::jsonb) u (site_uuid uuid,
      made_utc timestamp, source text, issued_utc timestamp, received_utc timestamp)
    join sites using (site_uuid) order by 1
    on conflict (site_uuid) do update set made_utc = excluded.made_utc, source = excluded.source,
      issued_utc = excluded.issued_utc, received_utc = excluded.received_utc
      where w.made_utc <= excluded.made_utc`;
}

/**
 * Returns true when there is weather that was issued at or after `issuedFrom`, and received after
 * `receivedAfter` where that is given.
 */
export async function isThere(
  sql: OwnerSql,
  { issuedFrom, receivedAfter }: { issuedFrom: Temporal.Instant; receivedAfter?: Temporal.Instant },
): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select exists (select 1 from app.weather_runs where issued_utc >= ${issuedFrom}::timestamp
      ${receivedAfter ? sql`and received_utc > ${receivedAfter}::timestamp` : sql``}) as found`;
  return row!.found;
}
