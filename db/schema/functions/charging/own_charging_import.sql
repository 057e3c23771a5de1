create function app.own_charging_import(of_import uuid)
returns app.charging_imports
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  own app.charging_imports;
begin
  select * into own from app.charging_imports i
  where i.import_uuid = of_import and i.site_group_uuid = app.group_uuid()
    and coalesce(i.only_sites <@ app.only_sites(), app.only_sites() is null)
  for update;
  if not found then raise 'There is no such import here.' using errcode = 'SC404'; end if;
  return own;
end
$$;

comment on function app.own_charging_import(uuid) is
  'Returns an import of charging sessions of the scope''s group; to an API token for some sites '
  'only one that was sent with a token for some of these. Throws SC404 without one. Caller: '
  'definer functions. Lock: the import''s row FOR UPDATE.';
