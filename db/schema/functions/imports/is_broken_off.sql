create function app.is_broken_off(file app.imports)
returns boolean
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return file.state = 'uploading'
    and file.changed_utc < now() at time zone 'utc' - interval '2 minutes';
end
$$;

comment on function app.is_broken_off(app.imports) is
  'Returns whether nothing has arrived of a file for two minutes: its sender was cut off, or the '
  'service that took it. It counts to no limit of its group. Caller: app.begin_import, '
  'app.add_import_chunk, the owner (sql/imports/work.ts). Lock: none.';
