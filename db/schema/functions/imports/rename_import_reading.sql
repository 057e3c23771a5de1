create function app.rename_import_reading(old_name text, new_name text)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if old_name <> new_name and exists (select 1 from app.import_readings r
      where r.site_group_uuid = app.group_uuid() and r.name = new_name) then
    raise 'Another reading has this name.' using errcode = 'SC422', column = 'name';
  end if;
  update app.import_readings r set name = new_name
  where r.site_group_uuid = app.group_uuid() and r.name = old_name;
  if not found then raise 'There is no such reading here.' using errcode = 'SC404'; end if;
end
$$;

comment on function app.rename_import_reading(text, text) is
  'Renames a remembered reading of the scope''s group. Throws SC404 without one of this name, '
  'SC422 when another one has the new name. Caller: web roles (sql/imports/readings.ts). Lock: '
  'the reading''s row.';
grant execute on function app.rename_import_reading(text, text) to sitecast_app, sitecast_admin;
