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
  set plan_cache_mode to 'force_custom_plan'
  set enable_mergejoin to 'off'
  AS $function$
#variable_conflict use_column
declare
  even_sites uuid[];
  other_sites uuid[];
  switched_sites uuid[]; -- even ones that show another model within the range
  longest interval;
  seen_from timestamp; -- with seen_to: what can matter for the pieces of the range
  seen_to timestamp;
begin
  select array_agg(d.site_uuid) filter (where d.is_even),
    array_agg(d.site_uuid) filter (where not d.is_even), max(d.longest)
    into even_sites, other_sites, longest
  from (select d.site_uuid, bool_and(d.is_even) as is_even, max(d.longest) as longest
    from app.target_days d
    where d.site_uuid = any(of_sites) and d.day >= from_utc::date - 2 and d.day < to_utc::date + 2
    group by 1) d;
  seen_from := from_utc - case when touching then longest else '0' end;
  seen_to := to_utc + longest;
  select array_agg(distinct c.site_uuid) into switched_sites from app.chosen_models c
  where c.site_uuid = any(even_sites)
    and c.from_utc > seen_from - longest and c.from_utc < seen_to
    and exists (select 1 from app.chosen_models e
      where e.site_uuid = c.site_uuid and e.from_utc < c.from_utc);
  if switched_sites is not null then
    other_sites := other_sites || switched_sites;
    even_sites := array(select unnest(even_sites) except select unnest(switched_sites));
  end if;
  if even_sites is not null then
    -- On an even day two values have the same period or nothing in common: none is cut.
    return query
      select distinct on (l.site_uuid, l.start_utc) l.site_uuid, l.start_utc, l.end_utc,
        l.forecast_power_kw, l.probabilistic_values, l.horizon_minutes, l.forecast_uuid,
        l.timestamp_utc, s.model_name, s.model_version, false, s.is_filled
      from latest_forecast_values l
      join app.shown_models(even_sites, null, null, null, null, null) s
        on s.site_uuid = l.site_uuid and s.ml_model_uuid = l.ml_model_uuid
          and l.start_utc >= s.shown_from and l.start_utc < s.shown_to
      where l.site_uuid = any(even_sites) and l.start_utc < to_utc
        and l.start_utc >= seen_from and (l.start_utc >= from_utc or l.end_utc > from_utc)
        and app.is_finite_forecast(l.start_utc, l.end_utc, l.forecast_power_kw)
      order by l.site_uuid, l.start_utc, s.is_filled, l.timestamp_utc desc,
        l.forecast_created_utc desc nulls first, l.forecast_uuid desc, l.ml_model_uuid;
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
  boolean) is 'Returns the latest forecast of the scope''s sites among these: the pieces that start in [from_utc, to_utc), with touching those that overlap it. No two of a site overlap: what newer runs cover is cut from older values (is_cut), as it would be for any other range. Which models are shown, and which of them only fill gaps (is_filled), tells app.shown_models. Caller: web roles (sql/forecasts/latest.ts). Lock: none.';
