set local check_function_bodies = off;

create or replace function app.latest_forecast_values (
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  touching boolean default false
)
  returns table (
    site_uuid uuid,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    forecast_power_kw double precision,
    probabilistic_values jsonb,
    horizon_minutes integer,
    forecast_uuid uuid,
    timestamp_utc timestamp without time zone,
    model_name text,
    model_version text,
    is_cut boolean,
    is_filled boolean
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_generic_plan'
  set enable_nestloop to 'off'
  set enable_mergejoin to 'off'
  AS $function$
#variable_conflict use_column
declare
  plain_sites uuid[]; -- of which no value is cut, and which show one model all the time
  plain_models text[];
  other_sites uuid[];
  longest interval;
  seen_from timestamp; -- with seen_to: what can matter for the pieces of the range
  seen_to timestamp;
begin
  select array_agg(s.site_uuid) filter (where s.is_plain),
    array_agg(s.model_name) filter (where s.is_plain),
    array_agg(s.site_uuid) filter (where not s.is_plain), max(s.longest)
    into plain_sites, plain_models, other_sites, longest
  from (
    select v.site_uuid, d.longest, c.model_name,
      d.is_even and coalesce(c.until_utc >= to_utc + d.longest, false) as is_plain
    from (select distinct unnest(of_sites) as site_uuid) v
    cross join lateral (
      select bool_and(d.is_even) as is_even, max(d.longest) as longest,
        from_utc - max(d.longest) * case when touching then 2 else 1 end as first_utc
      from app.target_days d
      where d.site_uuid = v.site_uuid and d.day >= from_utc::date - 2
        and d.day < to_utc::date + 2) d
    left join lateral (
      select c.model_name, c.until_utc
      from (
        select c.model_name, c.from_utc, row_number() over w = 1 as is_first,
          lead(c.from_utc, 1, 'infinity') over w as until_utc
        from app.chosen_models c where c.site_uuid = v.site_uuid
        window w as (order by c.from_utc)) c
      where (c.is_first or c.from_utc <= d.first_utc) and c.until_utc > d.first_utc) c on true
    where v.site_uuid = any((select app.visible_sites())::uuid[]) and d.longest is not null) s;
  seen_from := from_utc - case when touching then longest else '0' end;
  seen_to := to_utc + longest;
  if plain_sites is not null then
    -- On an even day two values have the same period or nothing in common: none is cut.
    return query
      select s.site_uuid, l.start_utc, l.end_utc, l.forecast_power_kw, l.probabilistic_values,
        l.horizon_minutes, l.forecast_uuid, l.timestamp_utc, l.name, l.version, false, l.is_filled
      from unnest(plain_sites, plain_models) s (site_uuid, model_name)
      cross join lateral (
        select distinct on (l.start_utc) l.*, m.name::text, m.version::text,
          m.name is distinct from s.model_name as is_filled
        from latest_forecast_values l left join ml_model m on m.model_uuid = l.ml_model_uuid
        where l.site_uuid = s.site_uuid and l.start_utc < to_utc
          and l.start_utc >= seen_from and (l.start_utc >= from_utc or l.end_utc > from_utc)
          and app.is_finite_forecast(l.start_utc, l.end_utc, l.forecast_power_kw)
          and (m.name is not distinct from s.model_name or m.name = app.own_model())
        order by l.start_utc, m.name is distinct from s.model_name, l.timestamp_utc desc,
          l.forecast_created_utc desc nulls first, l.forecast_uuid desc, l.ml_model_uuid) l;
  end if;
  if other_sites is null then return; end if;
  return query
    select c.* from (
      select array_agg(l) as kept from latest_forecast_values l
      where l.site_uuid = any(other_sites) and l.end_utc >= seen_from
        and l.start_utc >= seen_from - longest and l.start_utc < seen_to) l
    cross join lateral app.cut_forecasts(l.kept, other_sites, from_utc, to_utc, touching, null,
      null, null, null, null) c;
end
$function$;

comment on function
  app.latest_forecast_values(uuid[], timestamp without time zone, timestamp without time zone,
  boolean) is 'Returns the latest forecast of the scope''s sites among these: the pieces that start in [from_utc, to_utc), with touching those that overlap it. No two of a site overlap: what newer runs cover is cut from older values (is_cut), as it would be for any other range. Which models are shown, and which of them only fill gaps (is_filled), tells app.shown_models; sites that show one model throughout, on days of which nothing can be cut, are read without it. Plans are generic, and with hash joins: planning would take longer than reading a site. Caller: web roles (sql/forecasts/latest.ts). Lock: none.';
