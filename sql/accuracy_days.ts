import type { OwnerSql } from "../db/client.ts";
import { ACCURACY_DAYS } from "../domain/accuracy.ts";
import { BASELINE_MODEL } from "../domain/baseline_forecast.ts";
import { LIMIT_KW, lines, type SiteDay, type Tx } from "./accuracy_pairs.ts";

interface Recent {
  site_uuid: string;
  lastDay: Temporal.PlainDate;
}

/**
 * Counts the pairs of one site and day anew, in one transaction with the sums of its 30 days up to
 * `lastDay`; answers how many lines there are. What was counted stays when there are no values or no
 * measurements left: old ones are removed (sql/retention.ts).
 */
export async function count(sql: OwnerSql, siteDay: SiteDay & Recent): Promise<number> {
  return await sql.begin(async (tx) => {
    // How much the parts of the question find is guessed far too low: nested loops over thousands.
    await tx`set local enable_nestloop = off`;
    if (!await lockSite(tx, siteDay.site_uuid)) return 0;
    const { count } = await tx`
      ${lines(tx, siteDay)},
      gone as (
        delete from app.accuracy_days
        where site_uuid = ${siteDay.site_uuid}::uuid and day = ${siteDay.day.toString()}::date
          and exists (select from value) and exists (select from measured))
      insert into app.accuracy_days (day, site_uuid, ${columns(tx)})
      select ${siteDay.day.toString()}::date, s.site_uuid, l.daylight, l.model_name,
        l.horizon_hours, l.pairs, l.abs_kw, l.square_kw2, l.error_kw,
        case when s.capacity_kw > 0 and s.capacity_kw < ${LIMIT_KW}
          then s.capacity_kw * l.pairs end,
        l.band_pairs, l.inside_pairs, b.abs_kw / b.pairs * l.pairs
      from line l join sites s on s.site_uuid = ${siteDay.site_uuid}::uuid
      left join line b on b.daylight = l.daylight and b.horizon_hours = l.horizon_hours
        and b.model_name = ${BASELINE_MODEL.name} and l.model_name is distinct from b.model_name`;
    await sumRecent(tx, siteDay);
    return count;
  }) as number;
}

/**
 * False when the site is gone; until we are done it will not. Two who count at once would each keep
 * what the other took away.
 */
async function lockSite(tx: Tx, siteUuid: string): Promise<boolean> {
  await tx`select pg_advisory_xact_lock(hashtext('sitecast.accuracy'), hashtext(${siteUuid}))`;
  const sites = await tx`
    select from sites where site_uuid = ${siteUuid}::uuid for key share`;
  return sites.length > 0;
}

/** Makes the sums of the 30 days up to `lastDay` of the sites that have them up to another day. */
export async function moveRecent(sql: OwnerSql, lastDay: Temporal.PlainDate): Promise<void> {
  const sites = await sql<{ site_uuid: string }[]>`
    select distinct site_uuid from app.accuracy_recent
    where last_day <> ${lastDay.toString()}::date`;
  for (const { site_uuid } of sites) {
    await sql.begin(async (tx) => {
      await lockSite(tx, site_uuid);
      await sumRecent(tx, { site_uuid, lastDay });
    });
  }
}

async function sumRecent(tx: Tx, { site_uuid, lastDay }: Recent): Promise<void> {
  await tx`delete from app.accuracy_recent where site_uuid = ${site_uuid}::uuid`;
  await tx`
    insert into app.accuracy_recent (last_day, site_uuid, ${columns(tx)})
    select ${lastDay.toString()}::date, site_uuid, daylight, model_name, horizon_hours, sum(pairs),
      sum(abs_kw), sum(square_kw2), sum(error_kw), sum(capacity_kw), sum(band_pairs),
      sum(inside_pairs), sum(baseline_abs_kw)
    from app.accuracy_days
    where site_uuid = ${site_uuid}::uuid
      and day > ${lastDay.toString()}::date - ${ACCURACY_DAYS}::int
      and day <= ${lastDay.toString()}::date
    group by site_uuid, daylight, model_name, horizon_hours, capacity_kw is null,
      baseline_abs_kw is null`;
}

const columns = (tx: Tx) =>
  tx`daylight, model_name, horizon_hours, pairs, abs_kw, square_kw2, error_kw, capacity_kw,
    band_pairs, inside_pairs, baseline_abs_kw`;
