create function app.begin_import_check(of_import uuid, of_check integer)
returns integer
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  begun integer;
begin
  update app.imports i set check_number = i.check_number + 1
  where i.import_uuid = of_import and i.state = 'checking' and i.check_number = of_check
  returning i.check_number into begun;
  if begun is null then return null; end if;
  perform app.act_for_import(of_import);
  delete from app.import_pieces p where p.import_uuid = of_import;
  delete from app.import_runs r where r.import_uuid = of_import;
  delete from app.import_left_out l where l.import_uuid = of_import;
  return begun;
end
$$;

comment on function app.begin_import_check(uuid, integer) is
  'Deletes what an earlier check of a file found, opens the scope of its user, and returns the '
  'number of this check: another one that is still going on stops at its next piece. NULL when '
  'the file is no longer at the check of this number, as after a change of its reading. Throws '
  'SC409 as app.act_for_import. Caller: the owner (sql/imports/work.ts). Lock: the import''s row.';
