set local check_function_bodies = off;

alter table app.chosen_models
  drop constraint chosen_models_why_check;

alter table app.used_weather
  drop constraint used_weather_site_uuid_fkey;

drop function app.own_models();

-- Loses data.
drop table app.used_weather;

create or replace function app.ruled_models (
  of_sites uuid[],
  now_utc timestamp without time zone
)
  returns table (
    site_uuid uuid,
    model_name text,
    why text
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  free_sites uuid[];
begin
  return query
    select s.site_uuid, m.name::text, 'assigned' from sites s
    join ml_model m on m.model_uuid = s.ml_model_uuid
    where s.site_uuid = any(of_sites);
  select array_agg(s.site_uuid) into free_sites from sites s
  where s.site_uuid = any(of_sites) and s.ml_model_uuid is null;
  if free_sites is null then return; end if;
  return query
    with before as (
      select distinct on (c.site_uuid) c.site_uuid, c.model_name, c.why from app.chosen_models c
      where c.site_uuid = any(free_sites) order by c.site_uuid, c.from_utc desc),
    fact as materialized (
      select f.*, f.model_name is not distinct from app.own_model() as is_own,
        b.site_uuid is not null and f.model_name is not distinct from b.model_name as was_chosen,
        b.why as why_before
      from app.model_facts(free_sites, now_utc) f left join before b using (site_uuid)),
    best as (
      select distinct on (site_uuid) site_uuid, model_name, case
          when is_own then 'own'
          when not is_fresh then 'newest'
          when not was_chosen then 'runs'
          when why_before in ('assigned', 'newest') then 'before'
          else why_before end as why
      from fact
      -- First fresh models of others, then the service's own, then all others.
      order by site_uuid, is_fresh and not is_own desc, is_own desc, was_chosen desc,
        case when is_fresh then runs_in_week end desc nulls last,
        case when not is_fresh then newest_utc end desc nulls last, model_name nulls last)
    select s, case when best.site_uuid is null then app.own_model() else best.model_name end,
      coalesce(best.why, 'own')
    from unnest(free_sites) s left join best on best.site_uuid = s;
end
$function$;

update app.chosen_models set why = 'own' where why = 'weather';

-- Reads the whole table, to which nobody writes meanwhile.
alter table app.chosen_models
  add constraint chosen_models_why_check
    check
    ((why = ANY (ARRAY['assigned'::text, 'before'::text, 'runs'::text, 'own'::text,
    'newest'::text])));

comment on column app.chosen_models.why is 'assigned: it is assigned to the site. runs: of the fresh models of others it had the most runs in 7 days. before: it was the choice before and is fresh. own: the service''s own, since no model of others was fresh. newest: the service has no runs either; this one has the newest.';

comment on function app.own_model() is 'Returns the name of the service''s own model, the baseline (domain/forecasts/baseline_forecast.ts). Caller: functions that choose a model. Lock: none.';

comment on function app.ruled_models(uuid[], timestamp without time zone) is
  'Returns the model that each of these sites should show at now_utc, and why (as in app.chosen_models): the assigned one; else, of those of others that are fresh, the one chosen before, else the one with the most runs in 7 days, then by name; else the service''s own; where that has no runs, the model with the newest. Caller: app.choose_models, app.shown_models, app.revisions_of. Lock: none.';
