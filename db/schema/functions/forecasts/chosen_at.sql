create function app.chosen_at(of_sites uuid[], at_utc timestamp)
returns table (site_uuid uuid, model_name text, why text, from_utc timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  free_sites uuid[];
begin
  select array_agg(v) into of_sites from unnest(app.visible_sites()) v where v = any(of_sites);
  return query
    select distinct on (c.site_uuid) c.site_uuid, c.model_name, c.why, c.from_utc
    from app.chosen_models c where c.site_uuid = any(of_sites)
    order by c.site_uuid, c.from_utc <= at_utc desc,
      case when c.from_utc <= at_utc then c.from_utc end desc, c.from_utc;
  select array_agg(s) into free_sites from unnest(of_sites) s
  where s not in (select c.site_uuid from app.chosen_models c where c.site_uuid = any(of_sites));
  if free_sites is null then return; end if;
  return query
    select r.site_uuid, r.model_name, r.why, null::timestamp
    from app.ruled_models(free_sites, now() at time zone 'utc') r;
end
$$;

comment on function app.chosen_at(uuid[], timestamp) is
  'Returns the model that each of the scope''s sites among these shows at a time, why (as in '
  'app.chosen_models) and since when; NULL where nothing was chosen yet, so that the rule of '
  'now holds. Caller: web roles (sql/forecasts/chosen_models.ts). Lock: none.';
grant execute on function app.chosen_at(uuid[], timestamp) to sitecast_app, sitecast_admin;
