set local check_function_bodies = off;

drop function app.accuracy_sums(uuid[], date, date, boolean);

alter table app.accuracy_days
  add column pinball_kw double precision;

alter table app.accuracy_days
  add column crps_kw double precision;

alter table app.accuracy_recent
  add column pinball_kw double precision;

alter table app.accuracy_recent
  add column crps_kw double precision;

create or replace function app.accuracy_sums (
  asked uuid[],
  from_day date,
  to_day date,
  in_daylight boolean
)
  returns table (
    model_name text,
    horizon_hours smallint,
    pairs double precision,
    abs_kw double precision,
    square_kw2 double precision,
    error_kw double precision,
    sized_pairs double precision,
    sized_abs_kw double precision,
    sized_square_kw2 double precision,
    sized_error_kw double precision,
    capacity_kw double precision,
    band_pairs double precision,
    inside_pairs double precision,
    compared_pairs double precision,
    compared_abs_kw double precision,
    baseline_abs_kw double precision,
    scored_pairs double precision,
    pinball_kw double precision,
    crps_kw double precision,
    sized_pinball_kw double precision,
    sized_crps_kw double precision,
    scored_capacity_kw double precision
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  AS $function$
#variable_conflict use_column
begin
  return query
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
      sum(error_kw),
      coalesce(sum(pairs) filter (where capacity_kw is not null), 0)::float8,
      coalesce(sum(abs_kw) filter (where capacity_kw is not null), 0),
      coalesce(sum(square_kw2) filter (where capacity_kw is not null), 0),
      coalesce(sum(error_kw) filter (where capacity_kw is not null), 0),
      coalesce(sum(capacity_kw), 0), sum(band_pairs)::float8, sum(inside_pairs)::float8,
      sum(compared_pairs)::float8, sum(compared_abs_kw), sum(baseline_abs_kw),
      coalesce(sum(pairs) filter (where crps_kw is not null), 0)::float8,
      coalesce(sum(pinball_kw), 0), coalesce(sum(crps_kw), 0),
      coalesce(sum(pinball_kw) filter (where capacity_kw is not null), 0),
      coalesce(sum(crps_kw) filter (where capacity_kw is not null), 0),
      coalesce(sum(capacity_kw) filter (where crps_kw is not null), 0)
    from line group by 1, 2 order by model_name collate "C", 2;
end
$function$;

comment on column app.accuracy_days.crps_kw is 'Sum of the continuous ranked probability scores, in kW. NULL as pinball_kw.';

comment on column app.accuracy_days.pinball_kw is 'Sum of the mean pinball loss over the P-levels of each pair''s forecast, in kW (sql/accuracy/scores.ts). NULL: counted before there were scores.';

comment on column app.accuracy_recent.crps_kw is 'Sum of the continuous ranked probability scores, in kW. NULL as pinball_kw.';

comment on column app.accuracy_recent.pinball_kw is 'Sum of the mean pinball loss over the P-levels of each pair''s forecast, in kW (sql/accuracy/scores.ts). NULL: counted before there were scores.';

comment on function app.accuracy_sums(uuid[], date, date, boolean) is 'Returns the sums of pairs by model name and horizon over the days from_day to to_day, both included, of the scope''s sites among these (NULL: all). Caller: web roles (sql/accuracy/accuracy.ts). Lock: none.';

revoke all on function app.accuracy_sums(uuid[], date, date, boolean) from public;

grant execute
  on function app.accuracy_sums(uuid[], date, date, boolean)
  to sitecast_admin, sitecast_app;

-- All days of the last weeks are counted again, with the scores.
delete from app.accuracy_counted;
