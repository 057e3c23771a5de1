create function app.delete_import(of_import uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state = 'storing' then
    raise 'This file is being stored. Wait until that is done, and undo it then.'
      using errcode = 'SC409';
  end if;
  delete from app.imports i where i.import_uuid = of_import;
end
$$;

comment on function app.delete_import(uuid) is
  'Deletes an import with its file; what it stored stays, and its batch still undoes that. Throws '
  'SC404 for an import that is not the scope''s, SC409 while it is being stored. Caller: web roles '
  '(sql/imports/imports.ts). Lock: the import''s row FOR UPDATE.';
grant execute on function app.delete_import(uuid) to sitecast_app, sitecast_admin;
