import type { OwnerSql } from "../../db/client.ts";
import type { AccuracyDay } from "../../domain/accuracy/accuracy_day.ts";
import { ACCURACY_DAYS } from "../../domain/accuracy/accuracy.ts";
import { forecastOn, measuredOn } from "./accuracy_due.ts";
import { lines, type Tx } from "./accuracy_pairs.ts";
import { LIMIT_KW } from "./limits.ts";

/** A site, and the last day of the 30 that `app.accuracy_recent` adds up. */
interface Recent {
  site_uuid: string;
  lastDay: Temporal.PlainDate;
}

/**
 * Replaces the sums of one site and day, and those of the site's last 30 days, in one transaction.
 * Returns the number of rows: one for each model, horizon and kind of light. A day of which no
 * forecast values or no measurements are left keeps its rows, since retention removes old values
 * (sql/operations/retention.ts); `clear` deletes them.
 */
export async function count(
  sql: OwnerSql,
  accuracyDay: AccuracyDay & Recent & { clear?: boolean },
): Promise<number> {
  return await sql.begin(async (tx) => {
    // The planner underestimates these CTEs and picks nested loops over thousands of rows. Without
    // them its estimates exceed the threshold of the just-in-time compiler, which costs more yet.
    await tx`select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)`;
    if (!await lockSite(tx, accuracyDay.site_uuid)) return 0;
    // Before the pairs are read: rows that arrive in between make the day due again.
    await storeCounts(tx, accuracyDay);
    const { site_uuid, day, clear = false } = accuracyDay;
    const { count } = await tx`
      ${lines(tx, accuracyDay)},
      deleted as (
        delete from app.accuracy_days
        where site_uuid = ${site_uuid}::uuid and day = ${day.toString()}::date
          and (${clear} or (exists (select 1 from value where start_utc < ${day.toString()}::date + 1) and exists (select 1 from stored))))
      insert into app.accuracy_days (day, site_uuid, capacity_kw, ${columns(tx)})
      select ${day.toString()}::date, s.site_uuid,
        case when s.capacity_kw > 0 and s.capacity_kw < ${LIMIT_KW}
          then s.capacity_kw * l.pairs end,
        ${columns(tx)}
      from line l join sites s on s.site_uuid = ${site_uuid}::uuid`;
    await sumRecent(tx, accuracyDay);
    return count;
  }) as number;
}

/**
 * Locks a site's accuracy against other counters and the site against deletion, until the
 * transaction ends. Returns false when the site does not exist. Two transactions that replace the
 * same rows would each keep what the other deleted.
 */
async function lockSite(tx: Tx, siteUuid: string): Promise<boolean> {
  await tx`select pg_advisory_xact_lock(hashtext('sitecast.accuracy'), hashtext(${siteUuid}))`;
  const sites = await tx`
    select from sites where site_uuid = ${siteUuid}::uuid for key share`;
  return sites.length > 0;
}

/** Stores how many rows there were, so that `missing` finds days with more. */
async function storeCounts(tx: Tx, accuracyDay: AccuracyDay): Promise<void> {
  const measured = await measuredOn(tx, accuracyDay);
  const runs = await forecastOn(tx, accuracyDay);
  await tx`
    insert into app.accuracy_counted (site_uuid, day, generation_count, generation_newest_utc,
      run_count, run_newest_utc)
    values (${accuracyDay.site_uuid}::uuid, ${accuracyDay.day.toString()}::date,
      ${measured.count}, ${measured.newest_utc}::timestamp,
      ${runs.count}, ${runs.newest_utc}::timestamp)
    on conflict (site_uuid, day) do update set
      generation_count = excluded.generation_count,
      generation_newest_utc = excluded.generation_newest_utc,
      run_count = excluded.run_count, run_newest_utc = excluded.run_newest_utc`;
}

/**
 * Adds up the last 30 days anew for each site whose sums end on other days than `lastDay` and the
 * day after it. Stops between two sites when the signal is aborted.
 */
export async function moveRecent(
  sql: OwnerSql,
  lastDay: Temporal.PlainDate,
  signal?: AbortSignal,
): Promise<void> {
  const sites = await sql<{ site_uuid: string }[]>`
    select site_uuid from app.accuracy_recent group by 1
    having min(last_day) <> ${lastDay.toString()}::date
      or max(last_day) <> ${lastDay.toString()}::date + 1`;
  for (const { site_uuid } of sites) {
    if (signal?.aborted) return;
    await sql.begin(async (tx) => {
      await lockSite(tx, site_uuid);
      await sumRecent(tx, { site_uuid, lastDay });
    });
  }
}

/**
 * Adds up the 30 days up to `lastDay`, and the 30 up to the day after it: after midnight (UTC)
 * pages ask for those before that day is counted.
 */
async function sumRecent(tx: Tx, { site_uuid, lastDay }: Recent): Promise<void> {
  await tx`delete from app.accuracy_recent where site_uuid = ${site_uuid}::uuid`;
  await tx`
    insert into app.accuracy_recent (last_day, site_uuid, capacity_kw, ${columns(tx)})
    select last_day, site_uuid, sum(capacity_kw), daylight, model_name, horizon_hours, sum(pairs),
      sum(abs_kw), sum(square_kw2), sum(error_kw), sum(band_pairs), sum(inside_pairs),
      sum(compared_pairs), sum(compared_abs_kw), sum(baseline_abs_kw), sum(pinball_kw),
      sum(crps_kw)
    from (values (${lastDay.toString()}::date), (${lastDay.toString()}::date + 1)) l (last_day)
    join app.accuracy_days d on day > last_day - ${ACCURACY_DAYS}::int and day <= last_day
    where site_uuid = ${site_uuid}::uuid
      and day between ${lastDay.toString()}::date - ${ACCURACY_DAYS - 1}::int
        and ${lastDay.toString()}::date + 1
    group by last_day, site_uuid, daylight, model_name, horizon_hours, capacity_kw is null,
      crps_kw is null`;
}

const columns = (tx: Tx) =>
  tx`daylight, model_name, horizon_hours, pairs, abs_kw, square_kw2, error_kw, band_pairs,
    inside_pairs, compared_pairs, compared_abs_kw, baseline_abs_kw, pinball_kw, crps_kw`;

/** Deletes the sums of days before this one, site by site. Returns the number of rows. */
export async function removeBefore(
  sql: OwnerSql,
  before: Temporal.PlainDate,
  signal?: AbortSignal,
): Promise<number> {
  let removed = 0;
  for (const { site_uuid } of await sql`select site_uuid from sites`) {
    if (signal?.aborted) break;
    const { count } = await sql`
      delete from app.accuracy_days
      where site_uuid = ${site_uuid} and daylight in (true, false)
        and day < ${before.toString()}::date`;
    removed += count;
  }
  return removed;
}
