create function app.ruled_models(of_sites uuid[], now_utc timestamp)
returns table (site_uuid uuid, model_name text, why text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
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
      select f.*, coalesce(f.model_name = any(app.own_models()), false) as is_own,
        f.model_name is not distinct from app.own_model() as is_baseline,
        b.site_uuid is not null and f.model_name is not distinct from b.model_name as was_chosen,
        b.why as why_before
      from app.model_facts(free_sites, now_utc) f left join before b using (site_uuid)
      where f.model_name is distinct from 'sitecast-blend'
        and (f.model_name is distinct from 'sitecast-weather' or f.is_fresh and not exists (
          select 1 from app.used_weather w where w.site_uuid = f.site_uuid
            and w.issued_utc < now_utc - interval '36 h'))),
    best as (
      select distinct on (site_uuid) site_uuid, model_name, case
          when is_baseline then 'own'
          when is_own then 'weather'
          when not is_fresh then 'newest'
          when not was_chosen then 'runs'
          when why_before in ('assigned', 'newest') then 'before'
          else why_before end as why
      from fact
      -- First fresh models of others, then the service's own, from weather before the baseline,
      -- then all others.
      order by site_uuid, is_fresh and not is_own desc, is_own desc, is_baseline, was_chosen desc,
        case when is_fresh then runs_in_week end desc nulls last,
        case when not is_fresh then newest_utc end desc nulls last, model_name nulls last)
    select s, case when best.site_uuid is null then app.own_model() else best.model_name end,
      coalesce(best.why, 'own')
    from unnest(free_sites) s left join best on best.site_uuid = s;
end
$$;

comment on function app.ruled_models(uuid[], timestamp) is
  'Returns the model that each of these sites should show at now_utc, and why (as in '
  'app.chosen_models): the assigned one; else, of those of others that are fresh, the one chosen '
  'before, else the one with the most runs in 7 days, then by name; else the service''s own: '
  'that from weather while it is fresh and its weather was issued at most 36 hours ago '
  '(app.used_weather), else the baseline; where that has no runs, the model with the newest. The '
  'service''s blend only where it is assigned. Caller: app.choose_models, '
  'app.shown_models, app.revisions_of. Lock: none.';
