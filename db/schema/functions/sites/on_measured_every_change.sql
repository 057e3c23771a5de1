create function app.on_measured_every_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  insert into app.generation_changes (site_uuid, first_utc, last_utc)
  values (new.site_uuid, '-infinity', 'infinity');
  return null;
end
$$;

comment on function app.on_measured_every_change() is
  'Appends to app.generation_changes that all measurements of a site changed, since its rows '
  'of 5 minutes are read as lasting another time. Caller: trigger measured_every of sites. '
  'Lock: none.';
