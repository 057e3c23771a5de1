import type { OwnerSql } from "../../db/client.ts";
import type { CountSpan } from "../../domain/loggers/count_span.ts";
import { microText } from "../../domain/loggers/microseconds.ts";
import { type MicroSpan, SECOND } from "../../domain/loggers/samples.ts";
import type { OwnerTransaction } from "../kit/queries.ts";
import type { ReadingChange } from "./changes.ts";
import { gapSeconds } from "./gap.ts";

/** What is to be counted at a site, and by which rules. */
export interface SiteWork {
  ranges: MicroSpan[];
  minutes: number;
  keptBefore?: number;
  /** The largest capacity that the site has or had, in kW. */
  capacity_kw: number | null;
}

/**
 * Adds changed readings of loggers that feed their site to what is to be counted there, with the
 * time from the reading before them and until a gap after them: lines to neighbours change, too.
 */
export async function addWork(sql: OwnerSql, changed: readonly ReadingChange[]): Promise<void> {
  if (changed.length === 0) return;
  await sql`
    with changed as materialized (
      select c.*, ${gapSeconds(sql, sql`l.interval_seconds`)} * interval '1 second' as gap
      from unnest(${changed.map((one) => one.logger_uuid)}::uuid[],
          ${changed.map((one) => one.first_utc)}::timestamp[],
          ${changed.map((one) => one.last_utc)}::timestamp[])
        c (logger_uuid, first_utc, last_utc)
      join app.loggers l using (logger_uuid)),
    widened as (
      select l.site_uuid, tsrange(least(c.first_utc, min(before.time_utc)), c.last_utc + c.gap, '[]')
        as times
      from changed c join app.loggers l using (logger_uuid)
      join app.logger_variables v on v.logger_uuid = c.logger_uuid
        and (v.feeds <> 'nothing' or v.name like '%,loadpoint=%' and exists (
          select 1 from app.logger_variables m where m.logger_uuid = c.logger_uuid
            and m.feeds <> 'nothing' and m.name like '%,loadpoint=%'))
      left join lateral (
        select r.time_utc from app.logger_readings r
        where r.variable_id = v.variable_id and r.time_utc < c.first_utc
          and r.time_utc >= c.first_utc - c.gap
        order by r.time_utc desc limit 1) before on true
      group by l.site_uuid, c.logger_uuid, c.first_utc, c.last_utc, c.gap)
    insert into app.site_work as w (site_uuid, times)
    select site_uuid, range_agg(times) from widened group by 1 order by 1
    on conflict (site_uuid) do update set times = w.times + excluded.times`;
}

/**
 * Returns sites of which a period is due that ended two minutes before `now` or earlier, drawn by lot,
 * so that none waits for ever behind others with much to count.
 */
export async function dueSites(
  sql: OwnerSql,
  now: Temporal.Instant,
  most: number,
): Promise<string[]> {
  const rows = await sql<{ site_uuid: string }[]>`
    select w.site_uuid from app.site_work w left join app.logger_sites s using (site_uuid)
    cross join lateral (
      select make_interval(mins => coalesce(s.period_minutes, 15)) as length) period
    where date_bin(length, lower(w.times), 'epoch') + length <= ${now}::timestamp - interval '2 minutes'
    order by random() limit ${most}`;
  return rows.map(({ site_uuid }) => site_uuid);
}

/** Returns what is to be counted at a site, and holds it; undefined when there is nothing, or it is held. */
export async function takeWork(
  tx: OwnerTransaction,
  siteUuid: string,
): Promise<SiteWork | undefined> {
  const [row] = await tx<
    { ranges: [number, number][]; minutes: number; kept: number | null; capacity_kw: number }[]
  >`
    select app.logger_period(w.site_uuid) as minutes,
      (select (extract(epoch from l.kept_before_utc) * ${SECOND}::int)::float8
        from app.logger_sites l where l.site_uuid = w.site_uuid) as kept,
      greatest(s.capacity_kw,
        (select max(c.capacity_kw) from site_capacities c where c.site_uuid = w.site_uuid))
        as capacity_kw,
      (select coalesce(json_agg(json_build_array(
          (extract(epoch from lower(r)) * ${SECOND}::int)::bigint,
          (extract(epoch from upper(r)) * ${SECOND}::int)::bigint) order by r), '[]')
        from unnest(w.times) r) as ranges
    from app.site_work w join sites s using (site_uuid)
    where w.site_uuid = ${siteUuid}::uuid
    for update of w skip locked`;
  return row && {
    ranges: row.ranges.map(([start, end]) => ({ start, end })),
    minutes: row.minutes,
    keptBefore: row.kept ?? undefined,
    capacity_kw: row.capacity_kw,
  };
}

/** Takes what was counted out of what is to be counted at a site. */
export async function settle(
  tx: OwnerTransaction,
  siteUuid: string,
  { settles: { start, end } }: CountSpan,
): Promise<void> {
  await tx`
    with rest as (
      update app.site_work set times = times
        - tsmultirange(tsrange(${microText(start)}::timestamp, ${microText(end)}::timestamp))
      where site_uuid = ${siteUuid}::uuid returning site_uuid, times)
    delete from app.site_work w using rest
    where w.site_uuid = rest.site_uuid and isempty(rest.times)`;
}

/** Lets a transaction wait for rows that another one holds no longer than two seconds (55P03). */
export async function waitBriefly(tx: OwnerTransaction): Promise<void> {
  await tx`set local lock_timeout = '2s'`;
}
