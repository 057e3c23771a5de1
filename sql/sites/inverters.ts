import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { Inverter, NewInverter } from "../../domain/sites/inverter.ts";

/** Returns the inverters of a site that the caller's group has, oldest first. */
export async function list(sql: ScopedSql | AdminSql, siteUuid: string): Promise<Inverter[]> {
  return await sql<Inverter[]>`
    select inverter_uuid, created_utc, name, maker, ac_kw from inverters
    where site_uuid = ${siteUuid} order by created_utc, inverter_uuid`;
}

/** Returns an inverter of a site that the caller's group has; undefined without one. */
export async function find(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  inverterUuid: string,
): Promise<Inverter | undefined> {
  const [inverter] = await sql<Inverter[]>`
    select inverter_uuid, created_utc, name, maker, ac_kw from inverters
    where site_uuid = ${siteUuid} and inverter_uuid = ${inverterUuid}`;
  return inverter;
}

/** Adds an inverter to a site that the caller's group has. Returns its UUID. */
export async function add(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  { name, maker, ac_kw }: NewInverter,
): Promise<string> {
  const [made] = await sql<{ inverter_uuid: string }[]>`
    insert into inverters (site_uuid, name, maker, ac_kw)
    values (${siteUuid}, ${name}, ${maker ?? null}, ${ac_kw ?? null}) returning inverter_uuid`;
  return made!.inverter_uuid;
}

/** Deletes an inverter of a site that the caller's group has. Returns false without one. */
export async function remove(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  inverterUuid: string,
): Promise<boolean> {
  const removed = await sql`
    delete from inverters where site_uuid = ${siteUuid} and inverter_uuid = ${inverterUuid}
    returning 1`;
  return removed.length > 0;
}
