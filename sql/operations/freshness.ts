import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type {
  Freshness,
  FreshnessList,
  JobsState,
  SiteFreshness,
} from "../../domain/operations/freshness.ts";

type AnySql = ScopedSql | AdminSql | OwnerSql;

/**
 * SQL: the active sites of the caller, with their newest run, whether the next one is late by now,
 * and the end of the newest measurement. A run is late when it is older than 1.5 times the interval
 * between the last two (which may be of several models), at least an hour, at most 36.
 */
const activeSites = (sql: ScopedSql, now: Temporal.Instant) =>
  sql`(
    select s.site_uuid, s.client_site_name, s.client_site_id, s.region, run.newest_utc,
      coalesce(${now}::timestamp - run.newest_utc > case
        when run.newest_utc = run.before_utc then interval '36 h'
        else least(interval '36 h', greatest(interval '1 h',
          1.5 * (run.newest_utc - run.before_utc))) end, false) as is_late,
      measured.until_utc as measured_until_utc,
      coalesce(measured.until_utc > ${now}::timestamp - interval '24 h', false) as is_measured
    from sites s
    left join lateral (
      select max(timestamp_utc) as newest_utc, min(timestamp_utc) as before_utc
      from (select distinct timestamp_utc from forecasts f
        where f.site_uuid = s.site_uuid and timestamp_utc <= ${now}::timestamp
        order by timestamp_utc desc limit 2) last_two) run on true
    left join lateral (
      select end_utc as until_utc from generation g
      where g.site_uuid = s.site_uuid and start_utc <= ${now}::timestamp
      order by start_utc desc limit 1) measured on true
    where s.active is not false) fresh`;

/** Returns how fresh the values of the caller's active sites are, of all sites for the owner. */
export async function summary(sql: AnySql, now: Temporal.Instant): Promise<Freshness> {
  const any = sql as ScopedSql;
  const [row] = await any<Freshness[]>`
    select count(*)::int as sites, max(newest_utc) as newest_utc,
      count(newest_utc)::int as with_forecast,
      count(*) filter (where newest_utc is not null and not is_late)::int as fresh,
      count(*) filter (where is_measured)::int as measured
    from ${activeSites(any, now)}`;
  return row!;
}

/**
 * Returns a page of the caller's active sites by name, all or those of one list. A row more than
 * `limit` means that there is a next page.
 */
export async function list(
  sql: ScopedSql | AdminSql,
  now: Temporal.Instant,
  { of, limit, offset }: { of: FreshnessList; limit: number; offset: number },
): Promise<SiteFreshness[]> {
  const any = sql as ScopedSql;
  const only = {
    all: any`true`,
    late: any`is_late`,
    unmeasured: any`not is_measured`,
  };
  return await any<SiteFreshness[]>`
    select site_uuid, client_site_name, client_site_id, region, newest_utc, is_late,
      measured_until_utc, is_measured
    from ${activeSites(any, now)} where ${only[of]}
    order by lower(client_site_name), client_site_id, site_uuid
    limit ${limit + 1} offset ${offset}`;
}

/** Returns how many jobs failed in the last 24 hours, and how many have been open for an hour. */
export async function jobsState(sql: OwnerSql, now: Temporal.Instant): Promise<JobsState> {
  const [row] = await sql<JobsState[]>`
    select count(*) filter (where state = 'failed'
        and ended_utc > ${now}::timestamp - interval '24 h')::int as failed,
      count(*) filter (where state in ('waiting', 'running')
        and created_utc < ${now}::timestamp - interval '1 h')::int as delayed
    from app.jobs`;
  return row!;
}
