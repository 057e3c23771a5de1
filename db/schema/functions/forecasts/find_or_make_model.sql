create function app.find_or_make_model(of_name text, of_version text,
  new_description text default null)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  my_group uuid := app.group_uuid();
  found_uuid uuid;
begin
  -- The owner's own connections have become no role.
  if my_group is null and current_setting('role') <> 'none' then
    raise 'no scope is open' using errcode = '42501';
  end if;
  for attempt in 1..2 loop
    select model_uuid into found_uuid from ml_model
    where name = of_name and version is not distinct from of_version
    order by created_utc, model_uuid limit 1;
    if found then return found_uuid; end if;
    -- Each statement sees what was committed before it: the second look comes after the lock.
    perform pg_advisory_xact_lock(hashtext('ml_model'));
  end loop;
  if (select count(*) from app.group_models join ml_model using (model_uuid)
      where site_group_uuid = my_group) >= 200 then
    raise 'Your group has made 200 models: send forecasts under one of their names and versions.'
      using errcode = 'SC409';
  end if;
  insert into ml_model (name, version, description)
  values (of_name, of_version, coalesce(new_description, 'No description provided.'))
  returning model_uuid into found_uuid;
  if my_group is not null then
    insert into app.group_models (site_group_uuid, model_uuid) values (my_group, found_uuid);
  end if;
  return found_uuid;
end
$$;

comment on function app.find_or_make_model(text, text, text) is
  'Returns the UUID of the oldest model of that name and version, and makes it if there is '
  'none; nothing of it but its UUID. The table has no unique key (the SDK may store the same '
  'twice): a lock stands in. Throws 42501 without a scope, unless the owner calls, and SC409 '
  'when the scope''s group has made 200 models. Caller: web roles; the owner '
  '(sql/forecasts/models.ts). Lock: advisory ''ml_model'', only where there is something to '
  'make.';
grant execute on function app.find_or_make_model(text, text, text)
  to sitecast_app, sitecast_admin;
