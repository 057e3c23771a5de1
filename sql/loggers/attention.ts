import type { OwnerSql } from "../../db/client.ts";
import { LOGGER_KINDS } from "../../domain/sites/attention/kinds.ts";
import { gapSeconds } from "./gap.ts";

/**
 * Stores which sites need attention because of their loggers: open alarms, and loggers that are
 * silent. What is new begins, what is still so keeps its start and gets the new figures, what is no
 * longer so ends. Returns how many sites changed.
 */
export async function storeAttention(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  return await sql.begin(async (tx) => {
    const changed = await tx<{ site_uuid: string }[]>`
    with active as (
      select l.* from app.loggers l join sites s using (site_uuid) where s.active is not false),
    found as (
      select l.site_uuid, 'logger_alarm' as kind, min(a.raised_utc) as since_utc,
        jsonb_build_object('alarms', count(*),
          'logger', (array_agg(l.name order by a.severity desc, a.raised_utc desc))[1],
          'description', (array_agg(a.description order by a.severity desc, a.raised_utc desc))[1])
          as numbers
      from app.alarms a join active l using (logger_uuid)
      where a.cleared_utc is null and a.dismissed_utc is null
      group by l.site_uuid
      union all
      select l.site_uuid, 'logger_silent', min(l.last_seen_utc),
        jsonb_build_object('loggers', count(*),
          'logger', (array_agg(l.name order by l.last_seen_utc))[1])
      from active l
      where l.last_seen_utc < ${now}::timestamp
        - ${gapSeconds(sql, sql`l.interval_seconds`)} * interval '1 second'
      group by l.site_uuid),
    ended as (
      update app.attention a set until_utc = ${now}::timestamp
      where a.kind = any(${[...LOGGER_KINDS]}::text[]) and a.until_utc is null and not exists (
        select 1 from found f where f.site_uuid = a.site_uuid and f.kind = a.kind)
      returning a.site_uuid),
    written as (
      insert into app.attention as a (site_uuid, kind, since_utc, numbers)
      select site_uuid, kind, since_utc, numbers from found
      on conflict (site_uuid, kind) where until_utc is null
        do update set numbers = excluded.numbers where a.numbers <> excluded.numbers
      returning a.site_uuid)
    select site_uuid from ended union select site_uuid from written`;
    if (changed.length === 0) return 0;
    await tx`select app.touch_sites(${changed.map(({ site_uuid }) => site_uuid)}::uuid[])`;
    return changed.length;
  });
}
