create function app.find_or_make_model(of_name text, of_version text,
  new_description text default null)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare found_uuid uuid;
begin
  for attempt in 1..2 loop
    select model_uuid into found_uuid from ml_model
    where name = of_name and version is not distinct from of_version
    order by created_utc, model_uuid limit 1;
    if found then return found_uuid; end if;
    perform pg_advisory_xact_lock(hashtext('ml_model'));
  end loop;
  insert into ml_model (name, version, description)
  values (of_name, of_version, coalesce(new_description, 'No description provided.'))
  returning model_uuid into found_uuid;
  return found_uuid;
end
$$;

comment on function app.find_or_make_model(text, text, text) is
  'Returns the UUID of the oldest model of that name and version, and makes it if there is '
  'none. The table has no unique key (the SDK may store the same twice). Caller: web roles '
  '(sql/forecasts/forecasts.ts). Lock: advisory ''ml_model'', only where there is something to '
  'make.';
grant execute on function app.find_or_make_model(text, text, text)
  to sitecast_app, sitecast_admin;
