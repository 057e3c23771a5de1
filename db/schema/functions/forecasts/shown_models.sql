create function app.shown_models(of_sites uuid[], made_by timestamp, min_horizon integer,
  day_ahead interval, of_zone text, of_model text)
returns table (site_uuid uuid, ml_model_uuid uuid, model_name text, model_version text,
  shown_from timestamp, shown_to timestamp, is_filled boolean)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  chosen_sites uuid[];
  free_sites uuid[];
begin
  select array_agg(v) into of_sites from unnest(app.visible_sites()) v where v = any(of_sites);
  if of_model is null then
    select array_agg(distinct c.site_uuid) into chosen_sites from app.chosen_models c
    where c.site_uuid = any(of_sites);
    select array_agg(s) into free_sites from unnest(of_sites) s
    where s <> all(coalesce(chosen_sites, '{}'));
  end if;
  return query
    with choice as (
      select c.site_uuid, c.model_name, c.from_utc,
        case when row_number() over w = 1 then '-infinity' else app.first_served(c.from_utc,
          made_by, min_horizon, day_ahead, of_zone) end as begins
      from app.chosen_models c
      where c.site_uuid = any(chosen_sites)
      window w as (partition by c.site_uuid order by c.from_utc)),
    span as (
      select site_uuid, model_name, begins,
        lead(begins, 1, 'infinity') over (partition by site_uuid order by from_utc) as ends
      from choice
      union all
      select r.site_uuid, r.model_name, '-infinity', 'infinity'
      from app.ruled_models(free_sites, now() at time zone 'utc') r
      where free_sites is not null
      union all
      select s, of_model, '-infinity', 'infinity' from unnest(of_sites) s
      where of_model is not null),
    spans as (
      select site_uuid, model_name, false as is_filled, range_agg(tsrange(begins, ends)) as times
      from span group by 1, 2
      union all
      select site_uuid, app.own_model(), true, range_agg(tsrange(begins, ends))
      from span where of_model is null and model_name is distinct from app.own_model()
      group by 1)
    select s.site_uuid, m.model_uuid, m.name, m.version, lower(t), upper(t), s.is_filled
    from spans s
    join (select model_uuid, name::text, version::text from ml_model
      union all select '00000000-0000-0000-0000-000000000000'::uuid, null, null) m
      on coalesce('=' || m.name, '') = coalesce('=' || s.model_name, '')
    cross join lateral unnest(s.times) t;
end
$$;

comment on function app.shown_models(uuid[], timestamp, integer, interval, text, text) is
  'Returns the models whose forecasts are shown of the scope''s sites among these, with the '
  'target times [shown_from, shown_to) for which each is. Those of the name of_model; without '
  'one, those chosen at the newest issue time that the conditions allow (app.chosen_models; a '
  'site without a choice shows what the rule says now), and the service''s own, which fills '
  'their gaps (is_filled). Caller: functions that read forecasts. Lock: none.';
