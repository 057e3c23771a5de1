set local check_function_bodies = off;

create or replace function app.revisions_of (
  asked uuid[]
)
  returns table (
    site_uuid uuid,
    revision text
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  of_sites uuid[];
  truncations bigint;
  free_sites uuid[];
begin
  if asked is null then
    of_sites := array(
      select s.site_uuid from sites s
      where s.site_uuid = any((select app.visible_sites())::uuid[]) and s.active is not false);
  else
    of_sites := array(select unnest(asked) intersect select unnest(app.visible_sites()));
  end if;
  select count(*) into truncations from app.generation_changes c
  where c.site_uuid = '00000000-0000-0000-0000-000000000000';
  select array_agg(s) into free_sites from unnest(of_sites) s
  where s not in (select c.site_uuid from app.chosen_models c where c.site_uuid = any(of_sites));
  return query
    with changes as materialized (
      select c.site_uuid, count(*) as n from app.generation_changes c
      where c.site_uuid = any(of_sites) group by 1),
    ruled as (
      select r.site_uuid, r.model_name
      from app.ruled_models(free_sites, now() at time zone 'utc') r where free_sites is not null)
    select s, (coalesce(r.revision, 0) + coalesce(changes.n, 0))::text
      || case when truncations > 0 then '.' || truncations else '' end
      || coalesce(' ' || ruled.model_name, '')
    from unnest(of_sites) s
    left join site_revisions r on r.site_uuid = s
    left join changes on changes.site_uuid = s
    left join ruled on ruled.site_uuid = s;
end
$function$;
