// How far off forecasts were, as counts and sums that add up: pairs of a forecast value and the mean
// power measured over its period (sql/accuracy/accuracy_days.ts tells which there are), by site, UTC day of the
// period's start, model name and horizon; daylight apart from the whole day, since most ask for it. A
// second table keeps the sums of the 30 days up to a site's last counted one, and of those up to the
// day after it, which is asked for from midnight until that day has been counted; they are made with
// the days in one transaction. The question that every page asks reads a thirtieth of the lines. A third
// table tells what there was when a day was counted, so that what comes later is noticed.
//
// Members read both through a function: a policy by site on so many lines would compare each of them
// with each of the group's sites.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";

/** Powers in kW. `capacity_kw` is NULL without a capacity. */
const SUMS = `
  model_name text, -- NULL: values without a model
  horizon_hours smallint not null,
  pairs integer not null,
  abs_kw double precision not null,
  square_kw2 double precision not null,
  error_kw double precision not null,
  capacity_kw double precision, -- of the site, once for each pair
  band_pairs integer not null,
  inside_pairs integer not null,
  compared_pairs integer not null, -- of periods that the baseline has at this horizon too
  compared_abs_kw double precision not null,
  baseline_abs_kw double precision not null -- what it was off there on average, once for each pair`;

const SITE = (table: string) => `
  site_uuid uuid not null
    constraint ${table}_site_uuid_fkey references sites on delete cascade`;

const sized = "filter (where capacity_kw is not null)";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create table app.accuracy_days (${SITE("accuracy_days")},
      day date not null,
      daylight boolean not null,${SUMS}
    );
    create index ix_accuracy_days_site_uuid_daylight_day
      on app.accuracy_days (site_uuid, daylight, day);

    create table app.accuracy_recent (${SITE("accuracy_recent")},
      last_day date not null,
      daylight boolean not null,${SUMS}
    );
    create index ix_accuracy_recent_site_uuid_daylight_last_day
      on app.accuracy_recent (site_uuid, daylight, last_day);

    -- Rows there were, and when the newest was written: of measurements that start on the day, and of
    -- runs that may have values of it.
    create table app.accuracy_counted (${SITE("accuracy_counted")},
      day date not null,
      generation_count integer not null,
      generation_newest_utc timestamp,
      run_count integer not null,
      run_newest_utc timestamp,
      constraint accuracy_counted_pkey primary key (site_uuid, day)
    );

    -- Of those of the caller's sites that are asked for (NULL: all), over days that are both included.
    create function app.accuracy_sums(asked uuid[], from_day date, to_day date, in_daylight boolean)
    returns table (model_name text, horizon_hours smallint, pairs double precision,
      abs_kw double precision, square_kw2 double precision, error_kw double precision,
      sized_pairs double precision, sized_abs_kw double precision,
      sized_square_kw2 double precision, sized_error_kw double precision,
      capacity_kw double precision, band_pairs double precision, inside_pairs double precision,
      compared_pairs double precision, compared_abs_kw double precision,
      baseline_abs_kw double precision)
    language sql stable ${DEFINER} as $$
      with site as materialized (
        select v.site_uuid from unnest((select app.visible_sites())) v (site_uuid)
        join (select distinct unnest(coalesce(asked, (select app.visible_sites())))) a (site_uuid)
          using (site_uuid)),
      recent as materialized (
        select r.* from site join app.accuracy_recent r using (site_uuid)
        where r.daylight = in_daylight and r.last_day = to_day and to_day - from_day = 29),
      late as materialized (
        select site_uuid from site except select site_uuid from recent),
      line as (
        select * from recent
        union all
        select d.* from late join app.accuracy_days d using (site_uuid)
        where d.daylight = in_daylight and d.day between from_day and to_day)
      select model_name, horizon_hours, sum(pairs)::float8, sum(abs_kw), sum(square_kw2),
        sum(error_kw), coalesce(sum(pairs) ${sized}, 0)::float8,
        coalesce(sum(abs_kw) ${sized}, 0), coalesce(sum(square_kw2) ${sized}, 0),
        coalesce(sum(error_kw) ${sized}, 0), coalesce(sum(capacity_kw), 0),
        sum(band_pairs)::float8, sum(inside_pairs)::float8,
        sum(compared_pairs)::float8, sum(compared_abs_kw), sum(baseline_abs_kw)
      from line group by 1, 2 order by model_name collate "C", 2 $$;
    grant execute on function app.accuracy_sums(uuid[], date, date, boolean)
      to sitecast_app, sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.accuracy_sums(uuid[], date, date, boolean);
    drop table app.accuracy_counted, app.accuracy_recent, app.accuracy_days;
  `);
}
