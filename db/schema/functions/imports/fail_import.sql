create function app.fail_import(of_import uuid, of_state text, why text)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update app.imports i set state = 'failed', message = why, is_confirmed = false,
    ended_utc = now() at time zone 'utc', changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import and i.state = of_state;
end
$$;

comment on function app.fail_import(uuid, text, text) is
  'Ends the check or the storing of a file with a sentence that says why. Its file stays until it '
  'expires. Caller: the owner (sql/imports/imports.ts). Lock: the import''s row.';
