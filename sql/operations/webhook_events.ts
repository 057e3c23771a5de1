import type { OwnerSql } from "../../db/client.ts";
import { RETRY_HOURS } from "../../domain/operations/webhooks/delivery.ts";
import type { Fragment } from "../kit/queries.ts";

/** Sites that are compared in one statement. */
const SITES = 500;
/** Runs or sites that one delivery is about, at most. */
const SUBJECTS = 100;
/** Runs made before are no news: who stores years of them does not want as many messages. */
const NEWS_HOURS = 24;

/** Returns true when there is a webhook that is not paused. */
export async function areThereAny(sql: OwnerSql): Promise<boolean> {
  const [row] = await sql<{ any: boolean }[]>`
    select exists (select 1 from app.webhooks where is_active) as any`;
  return row!.any;
}

/** SQL: columns of new deliveries, but for what they are about. */
const times = (sql: OwnerSql, now: Temporal.Instant): Fragment =>
  sql`${now}::timestamp, ${now}::timestamp, ${now.add({ hours: RETRY_HOURS })}::timestamp`;

/**
 * Makes deliveries of what is new at sites of groups with webhooks: runs, and what needs attention,
 * whoever wrote it. It is known by comparison of each site whose revision has changed: no trigger
 * is needed, and what another transaction commits meanwhile changes the revision again. Returns the
 * number of sites compared; call it again until it is 0. One instance at a time.
 */
export async function takeUpNews(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const [row] = await sql<{ sites: number }[]>`
    with hooks as materialized (select * from app.webhooks where is_active),
    links as materialized (
      select h.webhook_uuid, h.events, l.site_uuid, h.site_group_uuid,
        greatest(h.since_utc, l.created_utc) as since_utc
      from hooks h join site_group_sites l using (site_group_uuid)),
    changed as materialized (
      select r.site_uuid, r.revision, coalesce(k.runs, '{}') as runs,
        coalesce(k.attention, '{}') as attention
      from site_revisions r left join app.webhook_sites k using (site_uuid)
      where r.site_uuid = any(array(select distinct site_uuid from links))
        and k.revision is distinct from r.revision
      limit ${SITES}),
    runs as materialized (
      select m.site_uuid, m.forecast_uuid from app.model_runs m
      where m.site_uuid = any(array(select site_uuid from changed))
        and m.timestamp_utc >= ${now.subtract({ hours: NEWS_HOURS })}::timestamp),
    attention as materialized (
      select a.site_uuid, a.attention_uuid, a.found_utc from app.attention a
      where a.site_uuid = any(array(select site_uuid from changed)) and a.until_utc is null),
    new_runs as materialized (
      select r.site_uuid, r.forecast_uuid from runs r join changed c using (site_uuid)
      where r.forecast_uuid <> all(c.runs)),
    news as (
      select l.webhook_uuid, l.site_group_uuid, 'forecast_run.stored' as event, l.site_uuid,
        n.forecast_uuid as subject
      from links l join new_runs n using (site_uuid) join forecasts f
        on f.forecast_uuid = n.forecast_uuid
        and f.forecast_uuid = any(array(select forecast_uuid from new_runs))
      where 'forecast_run.stored' = any(l.events)
        and coalesce(f.created_utc, 'infinity') >= l.since_utc
      union all
      select l.webhook_uuid, l.site_group_uuid, 'site.needs_attention', l.site_uuid, a.attention_uuid
      from links l join attention a using (site_uuid) join changed c using (site_uuid)
      where 'site.needs_attention' = any(l.events) and a.attention_uuid <> all(c.attention)
        and a.found_utc >= l.since_utc),
    numbered as (
      select *, (row_number() over (partition by webhook_uuid, event order by site_uuid, subject) - 1)
        / ${SUBJECTS}::int as part
      from news),
    made as (
      insert into app.webhook_deliveries (webhook_uuid, site_group_uuid, event, subjects,
        created_utc, next_utc, until_utc)
      select webhook_uuid, site_group_uuid, event, array_agg(subject order by site_uuid, subject),
        ${times(sql, now)}
      from numbered group by webhook_uuid, site_group_uuid, event, part),
    known as (
      insert into app.webhook_sites as k (site_uuid, revision, runs, attention)
      select c.site_uuid, c.revision, coalesce(r.uuids, '{}'), coalesce(a.uuids, '{}')
      from changed c
      left join (select site_uuid, array_agg(forecast_uuid) as uuids from runs group by site_uuid) r
        using (site_uuid)
      left join (select site_uuid, array_agg(attention_uuid) as uuids from attention group by site_uuid) a
        using (site_uuid)
      on conflict (site_uuid) do update set revision = excluded.revision, runs = excluded.runs,
        attention = excluded.attention)
    select count(*)::int as sites from changed`;
  return row!.sites;
}

/**
 * Makes deliveries of imports that were stored or failed. What ended more than a day ago is no news.
 * Returns how many.
 */
export async function takeUpImports(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const { count } = await sql`
    insert into app.webhook_deliveries (webhook_uuid, site_group_uuid, event, subjects, event_key,
      created_utc, next_utc, until_utc)
    select h.webhook_uuid, h.site_group_uuid, 'import.finished', array[i.import_uuid],
      concat(i.import_uuid, ' ', i.state, ' ', i.ended_utc), ${times(sql, now)}
    from app.webhooks h join (
      select import_uuid, site_group_uuid, state, ended_utc from app.imports
      union all
      select import_uuid, site_group_uuid, state, ended_utc from app.charging_imports
      ) i using (site_group_uuid)
    where h.is_active and 'import.finished' = any(h.events) and i.state in ('stored', 'failed')
      and i.ended_utc >= greatest(h.since_utc, ${now}::timestamp - interval '1 day')
    on conflict (webhook_uuid, event_key) do nothing`;
  return count;
}
