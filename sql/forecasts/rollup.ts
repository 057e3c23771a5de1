import type { OwnerSql } from "../../db/client.ts";

/** How the latest table differs on one day (UTC, by target time) from what it is defined to be. */
export interface DayOfRollup {
  day: string;
  rows: number;
  /** Rows that are missing, rows that should not exist, and rows with wrong columns. */
  missing: number;
  extra: number;
  wrong: number;
}

/**
 * Returns every day (UTC) from the first to the last that has forecast values or rows of the latest
 * table; none when there are no values.
 */
export async function days(sql: OwnerSql): Promise<string[]> {
  const rows = await sql<{ day: string }[]>`
    select day::date as day from (
      select date_trunc('day', min(start_utc)) as first, date_trunc('day', max(start_utc)) as last
      from (select start_utc from forecast_values where isfinite(start_utc)
        union all select start_utc from latest_forecast_values where isfinite(start_utc)) s) span,
      generate_series(span.first, span.last, interval '1 day') day`;
  return rows.map((row) => row.day);
}

/** Compares one day of the latest table with its definition (`app.plain_latest`). */
export async function verify(sql: OwnerSql, day: string): Promise<DayOfRollup> {
  const [row] = await sql<DayOfRollup[]>`
    with plain as materialized (
      select * from app.plain_latest(${day}::date, ${day}::date + 1)),
    kept as materialized (
      select * from latest_forecast_values
      where start_utc >= ${day}::date and start_utc < ${day}::date + 1)
    select ${day} as day, count(k.site_uuid)::int as rows,
      count(*) filter (where k.site_uuid is null)::int as missing,
      count(*) filter (where p.site_uuid is null)::int as extra,
      count(*) filter (where p.site_uuid is not null and k.site_uuid is not null
        and p is distinct from k)::int as wrong
    from plain p full join kept k
      on k.site_uuid = p.site_uuid and k.start_utc = p.start_utc and k.ml_model_uuid = p.ml_model_uuid`;
  return row!;
}

/**
 * Replaces one day of the latest table by what its definition gives, while writers of all sites
 * wait. Returns the number of rows.
 */
export async function rebuild(sql: OwnerSql, day: string): Promise<number> {
  return await sql.begin(async (tx) => {
    await tx`select app.touch_sites(array(select site_uuid from sites))`;
    await tx`
      delete from latest_forecast_values
      where start_utc >= ${day}::date and start_utc < ${day}::date + 1`;
    const made = await tx`
      insert into latest_forecast_values
      select * from app.plain_latest(${day}::date, ${day}::date + 1)
      on conflict do nothing`; // a site that was made meanwhile keeps its own rows up
    return made.count;
  });
}
