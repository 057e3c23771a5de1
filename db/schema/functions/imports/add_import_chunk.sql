create function app.add_import_chunk(of_import uuid, number integer, chunk bytea,
  most_bytes bigint)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state <> 'uploading' then
    raise 'This file has arrived already.' using errcode = 'SC409';
  end if;
  if (select sum(i.bytes) from app.imports i
      where i.site_group_uuid = own.site_group_uuid and not app.is_broken_off(i))
      + length(chunk) > most_bytes then
    raise 'The files of your group that wait would be larger than % MB. Store or delete some of '
      'them first.', most_bytes / 1048576 using errcode = 'SC409';
  end if;
  insert into app.import_chunks (import_uuid, chunk_number, bytes) values (of_import, number, chunk);
  update app.imports i set bytes = i.bytes + length(chunk),
    changed_utc = clock_timestamp() at time zone 'utc'
  where i.import_uuid = of_import;
end
$$;

comment on function app.add_import_chunk(uuid, integer, bytea, bigint) is
  'Adds a piece to a file that is being sent. Throws SC404 for an import that is not the scope''s, '
  'SC409 for one that has arrived already, and when the files of the group would be larger than '
  'most_bytes. Caller: web roles (sql/imports/upload.ts). Lock: the import''s row FOR UPDATE.';
grant execute on function app.add_import_chunk(uuid, integer, bytea, bigint)
  to sitecast_app, sitecast_admin;
