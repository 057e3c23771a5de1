set local check_function_bodies = off;

drop function
  app.quartz_history(uuid[], timestamp without time zone[], timestamp without time zone,
  timestamp without time zone);

create or replace function app.quartz_values (
  of_sites uuid[],
  from_utc timestamp without time zone,
  now_utc timestamp without time zone,
  to_utc timestamp without time zone default null::timestamp without time zone
)
  returns table (
    part integer,
    site_uuid uuid,
    timestamp_utc timestamp without time zone,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    forecast_power_kw double precision,
    forecast_uuid uuid,
    is_repeated boolean
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  set jit to 'off'
  AS $function$
#variable_conflict use_column
declare
  stop_utc timestamp := least(now_utc, to_utc);
  last_utc timestamp; -- no value of the newest runs starts later
  sites uuid[]; -- with runs, issued: the newest run of each site that has one
  runs uuid[];
  issued timestamp[];
  ruled uuid[]; -- with named: sites with a model, and its name
  named text[];
begin
  select array_agg(s.site_uuid), array_agg(n.forecast_uuid), array_agg(n.timestamp_utc),
    max(greatest(d.day + interval '1 day', n.timestamp_utc))
    into sites, runs, issued, last_utc
  from (select unnest(of_sites) as site_uuid intersect select unnest(app.visible_sites())) s
  cross join lateral (
    select f.forecast_uuid, f.timestamp_utc from forecasts f
    where f.site_uuid = s.site_uuid
      and f.timestamp_utc < 'infinity' and f.timestamp_utc > '-infinity'
    order by f.timestamp_utc desc, f.created_utc desc nulls first, f.forecast_uuid desc
    limit 1) n
  left join lateral (
    select d.day from app.target_days d where d.site_uuid = s.site_uuid
    order by d.day desc limit 1) d on true;
  if sites is null then return; end if;
  last_utc := least(last_utc, to_utc + interval '1 microsecond', '9999-12-31 23:59:59');
  select coalesce(array_agg(s.site_uuid), '{}'), coalesce(array_agg(m.name), '{}')
    into ruled, named
  from sites s left join ml_model m on m.model_uuid = s.ml_model_uuid
  where s.site_uuid = any(sites) and s.ml_model_uuid is not null;

  return query
    with site as materialized (
      select n.site_uuid, n.forecast_uuid, n.timestamp_utc, r.site_uuid is not null as is_ruled,
        r.name
      from unnest(sites, runs, issued) n (site_uuid, forecast_uuid, timestamp_utc)
      left join unnest(ruled, named) r (site_uuid, name) on r.site_uuid = n.site_uuid),
    newest as materialized (
      select s.site_uuid, s.timestamp_utc, v.start_utc, v.end_utc, v.forecast_power_kw,
        s.forecast_uuid, v.forecast_value_uuid,
        v.horizon_minutes = 0 and s.timestamp_utc >= from_utc as is_of_history
      from site s
      join forecast_values v on v.forecast_uuid = s.forecast_uuid
      left join ml_model m on m.model_uuid = v.ml_model_uuid
      where v.forecast_uuid = any(runs) and v.start_utc >= from_utc and v.start_utc < last_utc
        and v.forecast_power_kw > '-Infinity' and v.forecast_power_kw < 'Infinity'
        and (not s.is_ruled or m.name = s.name)),
    -- Of the newest runs as of all others one value: where they have several, any may be chosen.
    newest_now as materialized (
      select distinct on (n.site_uuid) n.* from newest n
      where n.is_of_history and n.start_utc < stop_utc and n.timestamp_utc < stop_utc
      order by n.site_uuid, n.start_utc, n.forecast_value_uuid),
    -- The latest table has the value of an issue time wherever it starts just then.
    kept as materialized (
      select distinct on (l.site_uuid, l.start_utc) l.site_uuid, l.start_utc, l.end_utc,
        l.forecast_power_kw, l.forecast_uuid
      from latest_forecast_values l
      join site s on s.site_uuid = l.site_uuid
      left join ml_model m on m.model_uuid = l.ml_model_uuid
      where l.site_uuid = any(sites) and l.start_utc >= from_utc and l.start_utc < stop_utc
        and l.timestamp_utc = l.start_utc and l.horizon_minutes = 0
        and l.start_utc <> s.timestamp_utc
        and l.forecast_power_kw > '-Infinity' and l.forecast_power_kw < 'Infinity'
        and (not s.is_ruled or m.name = s.name)
      order by l.site_uuid, l.start_utc),
    -- What it has not is looked up, run by run.
    missing as materialized (
      select f.site_uuid, f.timestamp_utc from forecasts f
      where f.site_uuid = any(sites) and f.timestamp_utc >= from_utc and f.timestamp_utc < stop_utc
      except select k.site_uuid, k.start_utc from kept k
      except select n.site_uuid, n.timestamp_utc from newest_now n),
    others as materialized (
      select f.site_uuid, f.timestamp_utc, v.start_utc, v.end_utc, v.forecast_power_kw,
        f.forecast_uuid
      from missing g
      join site s on s.site_uuid = g.site_uuid
      cross join lateral (
        select f.site_uuid, f.timestamp_utc, f.forecast_uuid from forecasts f
        where f.site_uuid = g.site_uuid and f.timestamp_utc = g.timestamp_utc
        offset 0) f
      cross join lateral (
        select v.* from forecast_values v
        where v.forecast_uuid = f.forecast_uuid and v.horizon_minutes = 0
          and v.start_utc >= from_utc and v.start_utc < last_utc
        offset 0) v
      left join ml_model m on m.model_uuid = v.ml_model_uuid
      where v.forecast_power_kw > '-Infinity' and v.forecast_power_kw < 'Infinity'
        and (not s.is_ruled or m.name = s.name)),
    shown as (
      select 1 as part, k.site_uuid, k.start_utc as timestamp_utc, k.start_utc, k.end_utc,
        k.forecast_power_kw, k.forecast_uuid, false as is_repeated
      from kept k
      union all
      select 1, n.site_uuid, n.timestamp_utc, n.start_utc, n.end_utc, n.forecast_power_kw,
        n.forecast_uuid, false
      from newest_now n
      union all
      (select distinct on (o.site_uuid, o.timestamp_utc) 1, o.site_uuid, o.timestamp_utc,
        o.start_utc, o.end_utc, o.forecast_power_kw, o.forecast_uuid, false
      from others o where o.start_utc < stop_utc
      order by o.site_uuid, o.timestamp_utc, o.start_utc, o.forecast_uuid)
      union all
      select 2, n.site_uuid, n.timestamp_utc, n.start_utc, n.end_utc, n.forecast_power_kw,
        n.forecast_uuid, h.site_uuid is not null
      from newest n
      left join newest_now h on h.site_uuid = n.site_uuid
        and h.forecast_value_uuid = n.forecast_value_uuid
      where n.end_utc >= from_utc and (to_utc is null or n.end_utc <= to_utc)
      union all
      select 0, n.site_uuid, n.timestamp_utc, greatest(n.timestamp_utc, n.start_utc), null, null,
        null, null
      from newest n
      where n.is_of_history and greatest(n.timestamp_utc, n.start_utc) >= now_utc
      union all
      select 0, o.site_uuid, o.timestamp_utc, o.start_utc, null, null, null, null
      from others o where o.start_utc >= now_utc
      union all
      select 0, f.site_uuid, f.timestamp_utc, f.timestamp_utc, null, null, null, null
      from forecasts f where f.site_uuid = any(sites) and f.timestamp_utc >= now_utc)
    select * from shown where part > 0 or to_utc is null or to_utc > now_utc;
end
$function$;
