create function app.undo_import(of_import uuid, at_once integer default 10000)
returns table (state text, removed integer, restored integer, changed integer, changes jsonb)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  own app.imports;
  undone record;
begin
  own := app.own_import(of_import);
  if own.state not in ('stored', 'undoing', 'undone', 'failed') or own.batch_id is null then
    raise 'This import has stored nothing that could be undone.' using errcode = 'SC409';
  end if;
  select * into undone from app.undo_batch(own.batch_id, at_once);
  update app.imports i set state = undone.state, ended_utc = now() at time zone 'utc',
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
  if undone.state = 'undoing' and own.state <> 'undoing' then
    update app.imports i set done = 0, total = (
      select coalesce(sum(case i.kind when 'forecasts' then s.runs else s.inserted + s.replaced end), 0)
      from app.batch_sites s where s.batch_id = own.batch_id)
    where i.import_uuid = of_import;
  end if;
  return query
    select undone.state, undone.removed, undone.restored, undone.changed, undone.changes;
end
$$;

comment on function app.undo_import(uuid, integer) is
  'Undoes the batch of an import, as app.undo_batch. Throws SC404 for an import that is not the '
  'scope''s, SC409 for one that has stored nothing. Caller: web roles (sql/imports/imports.ts). '
  'Lock: the import''s row FOR UPDATE; as app.undo_batch.';
grant execute on function app.undo_import(uuid, integer) to sitecast_app, sitecast_admin;
