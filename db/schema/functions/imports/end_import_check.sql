create function app.end_import_check(of_import uuid, of_check integer, shown jsonb)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  confirmed boolean;
begin
  update app.imports i set state = 'checked', preview = shown, done = i.total,
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import and i.state = 'checking' and i.check_number = of_check
  returning i.is_confirmed and (shown ->> 'rows')::bigint > 0 into confirmed;
  if confirmed then perform app.begin_storing(of_import); end if;
end
$$;

comment on function app.end_import_check(uuid, integer, jsonb) is
  'Keeps the preview of a file that was checked, and lets it be stored if that is confirmed '
  'already; does nothing when another check has begun since. Caller: the owner '
  '(sql/imports/check.ts). Lock: the import''s row.';
