create function app.import_sample(of_import uuid)
returns table (head bytea, middle bytea, tail bytea)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  chunks integer;
begin
  if not exists (select 1 from app.imports_of(of_import)) then
    raise 'There is no such import here.' using errcode = 'SC404';
  end if;
  select count(*) into chunks from app.import_chunks c where c.import_uuid = of_import;
  select c.bytes into head from app.import_chunks c
  where c.import_uuid = of_import and c.chunk_number = 0;
  select substr(c.bytes, 1, 16384) into middle from app.import_chunks c
  where c.import_uuid = of_import and c.chunk_number = chunks / 2;
  select substr(c.bytes, greatest(1, length(c.bytes) - 16383)) into tail from app.import_chunks c
  where c.import_uuid = of_import and c.chunk_number = chunks - 1;
  return next;
end
$$;

comment on function app.import_sample(uuid) is
  'Returns the first piece of a file of the scope''s, and 16 KB of its middle and of its end; '
  'NULL for an empty file. Throws SC404 without such an import. Caller: web roles '
  '(sql/imports/upload.ts). Lock: none.';
grant execute on function app.import_sample(uuid) to sitecast_app, sitecast_admin;
