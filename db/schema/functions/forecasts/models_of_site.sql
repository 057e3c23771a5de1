create function app.models_of_site(of_site uuid, now_utc timestamp)
returns table (model_name text, newest_utc timestamp, median_interval interval,
  runs_in_week integer, is_fresh boolean)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not of_site = any(app.visible_sites()) then return; end if;
  return query
    select f.model_name, f.newest_utc, f.median_interval, f.runs_in_week, f.is_fresh
    from app.model_facts(array[of_site], now_utc) f
    order by f.newest_utc desc, f.model_name;
end
$$;

comment on function app.models_of_site(uuid, timestamp) is
  'Returns the models that have runs for a site of the scope, the newest run first, with what '
  'the choice is made from (app.model_facts). Caller: web roles '
  '(sql/forecasts/chosen_models.ts). Lock: none.';
grant execute on function app.models_of_site(uuid, timestamp) to sitecast_app, sitecast_admin;
