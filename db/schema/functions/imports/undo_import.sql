create function app.undo_import(of_import uuid)
returns table (removed integer, restored integer, changed integer, changes jsonb)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state not in ('stored', 'undone', 'failed') or own.batch_id is null then
    raise 'This import has stored nothing that could be undone.' using errcode = 'SC409';
  end if;
  return query select u.removed, u.restored, u.changed, u.changes
    from app.undo_batch(own.batch_id) u;
  update app.imports i set state = 'undone', ended_utc = now() at time zone 'utc',
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
end
$$;

comment on function app.undo_import(uuid) is
  'Undoes the batch of an import, as app.undo_batch. Throws SC404 for an import that is not the '
  'scope''s, SC409 for one that has stored nothing. Caller: web roles (sql/imports/imports.ts). '
  'Lock: the import''s row FOR UPDATE; as app.undo_batch.';
grant execute on function app.undo_import(uuid) to sitecast_app, sitecast_admin;
