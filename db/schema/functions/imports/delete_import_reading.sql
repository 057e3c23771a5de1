create function app.delete_import_reading(of_name text)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from app.import_readings r
  where r.site_group_uuid = app.group_uuid() and r.name = of_name;
  if not found then raise 'There is no such reading here.' using errcode = 'SC404'; end if;
end
$$;

comment on function app.delete_import_reading(text) is
  'Deletes a remembered reading of the scope''s group. Throws SC404 without one of this name. '
  'Caller: web roles (sql/imports/readings.ts). Lock: the reading''s row.';
grant execute on function app.delete_import_reading(text) to sitecast_app, sitecast_admin;
