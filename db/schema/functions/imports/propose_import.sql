create function app.propose_import(of_import uuid, what jsonb, failure text)
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
  update app.imports i set kind = what ->> 'kind', proposal = what, reading = nullif(what -> 'reading', 'null'),
    state = case when failure is null then 'proposed' else 'failed' end,
    message = failure, bytes = case when failure is null then i.bytes else 0 end,
    ended_utc = case when failure is not null then now() at time zone 'utc' end,
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
  if failure is not null then
    delete from app.import_chunks c where c.import_uuid = of_import;
  end if;
  perform app.check_if_decided(of_import);
end
$$;

comment on function app.propose_import(uuid, jsonb, text) is
  'Keeps what the first lines of a file that has arrived say about how it is read, or why it is '
  'refused (its bytes are deleted then), and begins to check it when nothing is left to decide. '
  'Throws SC404 for an import that is not the scope''s, SC409 for one that was proposed before. '
  'Caller: web roles (sql/imports/upload.ts). Lock: the import''s row FOR UPDATE.';
grant execute on function app.propose_import(uuid, jsonb, text) to sitecast_app, sitecast_admin;
