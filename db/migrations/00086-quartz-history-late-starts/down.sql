set local check_function_bodies = off;

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
  ruled uuid[]; -- with models: sites with a model, and the models of its name
  models text[];
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
  select array_agg(s.site_uuid), array_agg(array(
      select m.model_uuid from ml_model m where m.name = own.name)::text)
    into ruled, models
  from sites s left join ml_model own on own.model_uuid = s.ml_model_uuid
  where s.site_uuid = any(sites) and s.ml_model_uuid is not null;

  return query
    with site as materialized (
      select n.site_uuid, n.forecast_uuid, n.timestamp_utc, r.models::uuid[] as models
      from unnest(sites, runs, issued) n (site_uuid, forecast_uuid, timestamp_utc)
      left join unnest(ruled, models) r (site_uuid, models) on r.site_uuid = n.site_uuid),
    newest as materialized (
      select s.site_uuid, s.timestamp_utc, v.start_utc, v.end_utc, v.forecast_power_kw,
        s.forecast_uuid, v.forecast_value_uuid,
        v.horizon_minutes = 0 and s.timestamp_utc >= from_utc as is_of_history
      from site s
      join forecast_values v on v.forecast_uuid = s.forecast_uuid
      where v.forecast_uuid = any(runs) and v.start_utc >= from_utc and v.start_utc < last_utc
        and v.forecast_power_kw > '-Infinity' and v.forecast_power_kw < 'Infinity'
        and (s.models is null or v.ml_model_uuid = any(s.models))),
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
      where l.site_uuid = any(sites) and l.start_utc >= from_utc and l.start_utc < stop_utc
        and l.timestamp_utc = l.start_utc and l.horizon_minutes = 0
        and l.start_utc <> s.timestamp_utc
        and l.forecast_power_kw > '-Infinity' and l.forecast_power_kw < 'Infinity'
        and (s.models is null or l.ml_model_uuid = any(s.models))
      order by l.site_uuid, l.start_utc),
    -- What it has not is looked up, run by run; without any, that is not even planned.
    missing as materialized (
      select f.site_uuid, f.timestamp_utc from forecasts f
      where f.site_uuid = any(sites) and f.timestamp_utc >= from_utc and f.timestamp_utc < stop_utc
      except select k.site_uuid, k.start_utc from kept k
      except select n.site_uuid, n.timestamp_utc from newest_now n),
    others as materialized (
      select o.* from (
        select array_agg(g.site_uuid) as sites, array_agg(g.timestamp_utc) as made
        from missing g having count(*) > 0) g
      cross join lateral app.quartz_history(g.sites, g.made, from_utc, last_utc) o
      join site s on s.site_uuid = o.site_uuid
      where s.models is null or o.ml_model_uuid = any(s.models)),
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
