import type { OwnerSql } from "../db/client.ts";

/** The clock of all benches, and the issue time of the newest run. */
export const NOW = Temporal.Instant.from("2026-06-21T12:00:00Z");
/** Target times of a run: two days of quarter hours. */
export const VALUES_OF_RUN = 192;
/** Runs of each site before the history grows. */
export const FIRST_RUNS = 2;
const HOUR_MINUTES = 60;

const ROLLUP = `site_uuid, start_utc, ml_model_uuid, end_utc, forecast_power_kw,
  probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc, forecast_created_utc`;

/** Makes PV sites in middle latitudes, all of one group. */
export async function makeSites(sql: OwnerSql, groupUuid: string, count: number): Promise<void> {
  await sql`insert into ml_model (name, version) values ('bench', '1')`;
  await sql`
    with made as (
      insert into sites (client_site_id, client_site_name, latitude, longitude, capacity_kw, tilt,
        orientation, asset_type, active, ml_id)
      select n, 'Site ' || lpad(n::text, 4, '0'), 45 + n % 12, n % 20, 10 + n % 90, 30, 180, 'pv',
        true, n
      from generate_series(1, ${count}::int) n returning site_uuid)
    insert into site_group_sites (site_group_uuid, site_uuid)
    select ${groupUuid}, site_uuid from made on conflict do nothing`;
}

/**
 * Stores runs `from` (0: the newest) up to `to`, so many minutes apart, for every site, with their rows
 * of the latest table: all target times of the newest run, those until the next run of an older one.
 * Disables the triggers, which would take most of the time.
 */
export async function addRuns(
  sql: OwnerSql,
  from: number,
  to: number,
  apart = HOUR_MINUTES,
): Promise<void> {
  await sql`
    select app.make_days((${NOW}::timestamp - make_interval(mins => ${to * apart}))::date,
      ${NOW}::date + 3)`;
  await sql`alter table forecast_values disable trigger user`;
  for (let run = from; run < to; run++) {
    await sql.begin(async (tx) => {
      await tx`
        insert into forecasts (site_uuid, timestamp_utc, created_utc, forecast_version)
        select site_uuid, made, made, '1'
        from sites, (select ${NOW}::timestamp - make_interval(mins => ${run * apart}) as made) m
        order by site_uuid`;
      await tx`
        insert into forecast_values (start_utc, end_utc, forecast_power_kw, horizon_minutes,
          probabilistic_values, forecast_uuid, ml_model_uuid)
        select f.timestamp_utc + step * interval '15 min',
          f.timestamp_utc + (step + 1) * interval '15 min', power, step * 15,
          jsonb_build_object('p10', round((power * 0.7)::numeric, 3),
            'p90', round((power * 1.2)::numeric, 3)), f.forecast_uuid, m.model_uuid
        from forecasts f cross join ml_model m cross join generate_series(0, ${
        VALUES_OF_RUN - 1
      }) step
        cross join lateral (select round((random() * 50 + step * 0.01)::numeric, 4)::float8 as power) p
        where f.timestamp_utc = ${NOW}::timestamp - make_interval(mins => ${run * apart})`;
      await tx.unsafe(
        `insert into latest_forecast_values (${ROLLUP})
         select f.site_uuid, v.start_utc, v.ml_model_uuid, v.end_utc, v.forecast_power_kw,
           v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc, f.created_utc
         from forecasts f join forecast_values v using (forecast_uuid)
         where f.timestamp_utc = $1::timestamp - make_interval(mins => $2)
           and v.horizon_minutes < $3
         order by f.site_uuid, v.start_utc`,
        [NOW.toString(), run * apart, run === 0 ? 1_000_000 : apart],
      );
      await tx`
        insert into app.model_runs (site_uuid, ml_model_uuid, timestamp_utc, forecast_uuid)
        select f.site_uuid, m.model_uuid, f.timestamp_utc, f.forecast_uuid
        from forecasts f cross join ml_model m
        where f.timestamp_utc = ${NOW}::timestamp - make_interval(mins => ${run * apart})`;
      await tx`
        insert into app.target_days as d (site_uuid, day, oldest_run_utc, longest, is_even)
        select f.site_uuid, day::date, f.timestamp_utc, '15 min', true from forecasts f,
          generate_series(f.timestamp_utc::date, f.timestamp_utc + interval '47 h', '1 day') day
        where f.timestamp_utc = ${NOW}::timestamp - make_interval(mins => ${run * apart})
        on conflict (site_uuid, day) do update
          set oldest_run_utc = least(d.oldest_run_utc, excluded.oldest_run_utc)`;
    });
  }
  await sql`alter table forecast_values enable trigger user`;
  await sql`select app.touch_sites(array(select site_uuid from sites))`;
  await sql`select app.choose_models(array(select site_uuid from sites), ${NOW}::timestamp)`;
}

/** Stores generation by quarter hour for every site, from `to` up to `from` days before now. */
export async function addGeneration(sql: OwnerSql, from: number, to: number): Promise<void> {
  await sql`
    insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
    select site_uuid, round((random() * 40)::numeric, 3)::float8, t, t + interval '15 min'
    from sites, generate_series(${NOW}::timestamp - make_interval(days => ${to}),
      ${NOW}::timestamp - make_interval(days => ${from}) - interval '15 min',
      interval '15 min') t
    order by site_uuid, t`;
}

/** Vacuums, so that plans and page visibility are those of a database at rest. */
export async function settle(sql: OwnerSql): Promise<void> {
  for (
    const table of ["forecasts", "forecast_values", "generation", "latest_forecast_values", "sites"]
  ) {
    await sql.unsafe(`vacuum (analyze) ${table}`);
  }
  await sql`checkpoint`.catch(() => {}); // needs a right that a login of --url may lack
}

export async function countValues(sql: OwnerSql): Promise<number> {
  const [row] = await sql`select count(*)::float8 as values from forecast_values`;
  return row!.values;
}
