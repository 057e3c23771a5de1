import type { OwnerSql } from "../../db/client.ts";
import { type Attention, LOGGER_KINDS } from "../../domain/sites/attention/kinds.ts";
import type { Site } from "../../domain/sites/site.ts";
import { json } from "../kit/json.ts";
import { columns } from "./sites.ts";

/**
 * Returns active sites with news: new ones, edited ones, those whose measurements or outages have
 * changed, those that were compared with their facts since, and those that time alone can change.
 */
export async function due(sql: OwnerSql, now: Temporal.Instant): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites
    where active is not false and (
      site_uuid in (select site_uuid from app.changed_ranges where follower = 'attention')
      or not exists (select 1 from app.attention_checks c
        where c.site_uuid = sites.site_uuid and c.version = sites.version
          and c.due_utc > ${now}::timestamp)
      or exists (select 1 from site_hints h join app.attention_checks c using (site_uuid)
        where h.site_uuid = sites.site_uuid and h.day > c.checked_utc::date))
    order by site_uuid`;
}

/** What was found about a site that was looked at. */
export interface CheckedSite {
  site_uuid: string;
  version: number;
  found: Attention[];
  /** When to look again though nothing changes, RFC 3339; null: never. */
  due_utc: string | null;
}

/**
 * Stores what was found about sites at a moment: what is new begins, what is still so keeps its
 * start and gets the new figures, what is no longer so ends. Sites that were deleted meanwhile are
 * left out.
 */
export async function store(
  sql: OwnerSql,
  checked: CheckedSite[],
  now: Temporal.Instant,
): Promise<void> {
  const uuids = checked.map(({ site_uuid }) => site_uuid);
  const found = json(
    sql,
    checked.flatMap(({ site_uuid, found }) => found.map((one) => ({ site_uuid, ...one }))),
  );
  await sql.begin(async (tx) => {
    const changed = await tx<{ site_uuid: string }[]>`
      with found as (
        select f.* from jsonb_to_recordset(${found}::jsonb)
          f (site_uuid uuid, kind text, since_utc timestamp, numbers jsonb)
        join sites using (site_uuid)),
      ended as (
        update app.attention a set until_utc = ${now}::timestamp
        where a.site_uuid = any(${uuids}::uuid[]) and a.until_utc is null
          and a.kind <> all(${[...LOGGER_KINDS]}::text[]) and not exists (
          select 1 from found f where f.site_uuid = a.site_uuid and f.kind = a.kind)
        returning a.site_uuid),
      written as (
        insert into app.attention as a (site_uuid, kind, since_utc, numbers)
        select site_uuid, kind, since_utc, numbers from found
        on conflict (site_uuid, kind) where until_utc is null
          do update set numbers = excluded.numbers where a.numbers <> excluded.numbers
        returning a.site_uuid)
      select site_uuid from ended union select site_uuid from written`;
    await tx`
      insert into app.attention_checks as c (site_uuid, checked_utc, version, due_utc)
      select site_uuid, ${now}::timestamp, k.version, coalesce(k.due_utc, 'infinity')
      from jsonb_to_recordset(${json(tx, checked.map(({ found: _, ...check }) => check))}::jsonb)
        k (site_uuid uuid, version integer, due_utc timestamp) join sites using (site_uuid)
      on conflict (site_uuid) do update set checked_utc = excluded.checked_utc,
        version = excluded.version, due_utc = excluded.due_utc`;
    await tx`select app.touch_sites(${changed.map(({ site_uuid }) => site_uuid)}::uuid[])`;
  });
}

/** Ends what is open of inactive sites, which are looked at anew when they are restored. */
export async function endInactive(sql: OwnerSql, now: Temporal.Instant): Promise<void> {
  await sql`
    update app.attention set until_utc = ${now}::timestamp
    where until_utc is null
      and site_uuid in (select site_uuid from sites where active is false)`;
  await sql`
    delete from app.attention_checks
    where site_uuid in (select site_uuid from sites where active is false)`;
}

/** Deletes what ended before a moment, and outages that were removed before it. */
export async function dropOld(sql: OwnerSql, before: Temporal.Instant): Promise<void> {
  await sql`delete from app.attention where until_utc < ${before}::timestamp`;
  await sql`delete from app.outages where removed_utc < ${before}::timestamp`;
}
