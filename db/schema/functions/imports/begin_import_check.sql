create function app.begin_import_check(of_import uuid)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform 1 from app.imports i where i.import_uuid = of_import for update;
  perform app.act_for_import(of_import);
  delete from app.import_pieces p where p.import_uuid = of_import;
  delete from app.import_left_out l where l.import_uuid = of_import;
end
$$;

comment on function app.begin_import_check(uuid) is
  'Deletes what an earlier check of a file found, and opens the scope of its user. Throws SC409 as '
  'app.act_for_import. Caller: the owner (sql/imports/check.ts). Lock: the import''s row FOR UPDATE.';
