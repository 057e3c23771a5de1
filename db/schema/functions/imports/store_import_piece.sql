create function app.store_import_piece(of_import uuid)
returns boolean
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  own app.imports;
  piece app.import_pieces;
  batch bigint;
  stored record;
  row_sites uuid[];
begin
  select * into own from app.imports i
  where i.import_uuid = of_import and i.state = 'storing' for update;
  if not found then return false; end if;
  perform app.act_for_import(of_import);
  if own.kind = 'forecasts' then return app.store_import_runs(of_import); end if;
  select * into piece from app.import_pieces p
  where p.import_uuid = of_import and p.piece_number = own.next_piece;
  if not found then
    perform app.end_import(of_import);
    return false;
  end if;
  if not piece.sites <@ app.visible_sites() then
    raise 'A site of this file no longer belongs to your group. What was stored before can be '
      'undone.' using errcode = 'SC409';
  end if;
  -- Never the shared batch of small requests: undoing the import would undo these, too.
  batch := coalesce(own.batch_id, app.open_batch('sent', greatest(own.total, 100)));
  row_sites := array(select piece.sites[r] from unnest(piece.site_numbers) r);
  select * into stored from app.write_generation('sent', row_sites,
    app.import_times(piece.starts), app.import_times(piece.ends), piece.powers, own.replaces, batch);
  if stored.conflicting > 0 then perform app.list_import_conflicts(of_import); end if;
  update app.imports i set batch_id = batch, next_piece = own.next_piece + 1,
    done = i.done + cardinality(piece.powers), changed_utc = now() at time zone 'utc',
    result = jsonb_build_object(
      'inserted', (i.result ->> 'inserted')::bigint + stored.inserted,
      'unchanged', (i.result ->> 'unchanged')::bigint + stored.unchanged,
      'conflicting', (i.result ->> 'conflicting')::bigint + stored.conflicting,
      'replaced', (i.result ->> 'replaced')::bigint + stored.replaced)
  where i.import_uuid = of_import;
  return true;
end
$$;

comment on function app.store_import_piece(uuid) is
  'Stores the next piece of a confirmed file as app.write_generation does for requests (of '
  'forecasts, as app.store_import_runs), in the one batch of the import, and moves its position on '
  'in the same transaction; after the last one ends the import. Returns whether there may be another piece. Throws SC409 when the user or a site is '
  'no longer of the group. Caller: the owner (sql/imports/store.ts). Lock: the import''s row FOR '
  'UPDATE; as app.write_generation.';
