import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { NewOutage, Outage, OutageChanges, OutagePeriod } from "../../domain/sites/outage.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";

/** SQL: the columns of an Outage, from `app.outages` o and the text of the caller's group t. */
const columns = (sql: ScopedSql) =>
  sql`o.outage_uuid, o.kind, o.start_utc, o.end_utc, t.text, o.created_utc, o.removed_utc`;

/** Returns the outages of one of the caller's sites, the newest first; removed ones, too. */
export async function list(sql: ScopedSql, siteUuid: string): Promise<Outage[]> {
  return await sql<Outage[]>`
    select ${columns(sql)} from app.outages o left join app.outage_texts t using (outage_uuid)
    where o.site_uuid = ${siteUuid}::uuid order by o.start_utc desc, o.outage_uuid`;
}

/** Returns an outage of one of the caller's sites, removed or not; undefined without one. */
export async function find(
  sql: ScopedSql,
  siteUuid: string,
  outageUuid: string,
): Promise<Outage | undefined> {
  const [outage] = await sql<Outage[]>`
    select ${columns(sql)} from app.outages o left join app.outage_texts t using (outage_uuid)
    where o.site_uuid = ${siteUuid}::uuid and o.outage_uuid = ${outageUuid}::uuid`;
  return outage;
}

/** Returns the outages that overlap with [start, end), by site and start. Sites without have none. */
export async function between(
  sql: ScopedSql | OwnerSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<Map<string, OutagePeriod[]>> {
  const rows = await (sql as ScopedSql)<(OutagePeriod & { site_uuid: string })[]>`
    select site_uuid, kind, start_utc, end_utc from app.outages
    where site_uuid = any(${siteUuids}::uuid[]) and removed_utc is null
      and start_utc < ${end}::timestamp and coalesce(end_utc, 'infinity') > ${start}::timestamp
    order by site_uuid, start_utc, end_utc`;
  const found = new Map<string, OutagePeriod[]>();
  for (const { site_uuid, ...period } of rows) {
    found.set(site_uuid, [...found.get(site_uuid) ?? [], period]);
  }
  return found;
}

/** SQL: true when an outage or curtailment of a site overlaps with [start, end). */
export const overlapsOutage = (
  sql: Fragments,
  siteUuid: string,
  { start, end }: { start: Fragment; end: Fragment },
): Fragment =>
  sql`exists (
    select 1 from app.outages o where o.site_uuid = ${siteUuid}::uuid and o.removed_utc is null
      and o.start_utc < ${end} and coalesce(o.end_utc, 'infinity') > ${start})`;

/** Marks an outage of one of the caller's sites. Returns its UUID. */
export async function mark(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  { kind, start_utc, end_utc, text }: NewOutage,
): Promise<string> {
  const [made] = await (sql as ScopedSql)<{ outage_uuid: string }[]>`
    select app.mark_outage(${siteUuid}::uuid, ${kind}, ${
    Temporal.Instant.from(start_utc)
  }::timestamp,
      ${end_utc === null ? null : Temporal.Instant.from(end_utc)}::timestamp, ${text})
      as outage_uuid`;
  return made!.outage_uuid;
}

/**
 * Writes exactly what `changes` has. Returns false when the caller has no such outage; throws
 * "invalid" when it would end before it starts.
 */
export async function update(
  sql: ScopedSql | AdminSql,
  outageUuid: string,
  changes: OutageChanges,
  now: Temporal.Instant,
): Promise<boolean> {
  const { removed, ...rest } = changes;
  const written = {
    ...rest,
    ...rest.start_utc && { start_utc: inUtc(rest.start_utc) },
    ...rest.end_utc && { end_utc: inUtc(rest.end_utc) },
    ...removed !== undefined && { removed_utc: removed ? now.toString() : null },
  };
  const [row] = await (sql as ScopedSql)<{ done: boolean }[]>`
    select app.edit_outage(${outageUuid}::uuid, ${sql.json(written)}::jsonb) as done`;
  return row!.done;
}

const inUtc = (text: string) => Temporal.Instant.from(text).toString();
