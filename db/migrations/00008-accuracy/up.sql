-- Bodies of functions may name tables that later migrations make.
set local check_function_bodies = off;

create table app.accuracy_days (
  site_uuid uuid not null,
  day date not null,
  daylight boolean not null,
  model_name text,
  horizon_hours smallint not null,
  pairs integer not null,
  abs_kw double precision not null,
  square_kw2 double precision not null,
  error_kw double precision not null,
  capacity_kw double precision,
  band_pairs integer not null,
  inside_pairs integer not null,
  compared_pairs integer not null,
  compared_abs_kw double precision not null,
  baseline_abs_kw double precision not null,
  constraint accuracy_days_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);
create index ix_accuracy_days_site_uuid_daylight_day
  on app.accuracy_days (site_uuid, daylight, day);

create table app.accuracy_recent (
  site_uuid uuid not null,
  last_day date not null,
  daylight boolean not null,
  model_name text,
  horizon_hours smallint not null,
  pairs integer not null,
  abs_kw double precision not null,
  square_kw2 double precision not null,
  error_kw double precision not null,
  capacity_kw double precision,
  band_pairs integer not null,
  inside_pairs integer not null,
  compared_pairs integer not null,
  compared_abs_kw double precision not null,
  baseline_abs_kw double precision not null,
  constraint accuracy_recent_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);
create index ix_accuracy_recent_site_uuid_daylight_last_day
  on app.accuracy_recent (site_uuid, daylight, last_day);

create table app.accuracy_counted (
  site_uuid uuid not null,
  day date not null,
  generation_count integer not null,
  generation_newest_utc timestamp,
  run_count integer not null,
  run_newest_utc timestamp,
  constraint accuracy_counted_pkey primary key (site_uuid, day),
  constraint accuracy_counted_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);

create function app.accuracy_sums(asked uuid[], from_day date, to_day date, in_daylight boolean)
returns table (model_name text, horizon_hours smallint, pairs double precision,
  abs_kw double precision, square_kw2 double precision, error_kw double precision,
  sized_pairs double precision, sized_abs_kw double precision,
  sized_square_kw2 double precision, sized_error_kw double precision,
  capacity_kw double precision, band_pairs double precision, inside_pairs double precision,
  compared_pairs double precision, compared_abs_kw double precision,
  baseline_abs_kw double precision)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
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
        sum(error_kw), coalesce(sum(pairs) filter (where capacity_kw is not null), 0)::float8,
        coalesce(sum(abs_kw) filter (where capacity_kw is not null), 0), coalesce(sum(square_kw2) filter (where capacity_kw is not null), 0),
        coalesce(sum(error_kw) filter (where capacity_kw is not null), 0), coalesce(sum(capacity_kw), 0),
        sum(band_pairs)::float8, sum(inside_pairs)::float8,
        sum(compared_pairs)::float8, sum(compared_abs_kw), sum(baseline_abs_kw)
      from line group by 1, 2 order by model_name collate "C", 2 $$;
grant execute on function app.accuracy_sums(uuid[], date, date, boolean)
  to sitecast_app, sitecast_admin;

