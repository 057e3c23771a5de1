create function app.end_import(of_import uuid)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from app.import_chunks c where c.import_uuid = of_import;
  delete from app.import_pieces p where p.import_uuid = of_import;
  delete from app.import_runs r where r.import_uuid = of_import;
  delete from app.batches b using app.imports i
  where i.import_uuid = of_import and b.batch_id = i.batch_id
    and not exists (select 1 from app.batch_sites s where s.batch_id = b.batch_id);
  update app.imports i set state = 'stored', bytes = 0, done = i.total,
    batch_id = (select b.batch_id from app.batches b where b.batch_id = i.batch_id),
    ended_utc = now() at time zone 'utc', changed_utc = now() at time zone 'utc',
    expires_utc = (now() at time zone 'utc') + interval '30 days'
  where i.import_uuid = of_import;
end
$$;

comment on function app.end_import(uuid) is
  'Ends an import whose pieces are all stored: deletes its file, and its batch if nothing was new. '
  'Caller: app.store_import_piece. Lock: the import''s row.';
