create function app.store_import_runs(of_import uuid)
returns boolean
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  own app.imports;
  piece record;
  batch bigint;
  models uuid[];
  stored record;
begin
  select * into own from app.imports i where i.import_uuid = of_import;
  select * into piece from app.import_runs_from(of_import, own.next_piece);
  if not found then
    perform app.end_import(of_import);
    return false;
  end if;
  if not piece.run_sites <@ app.visible_sites() then
    raise 'A site of this file no longer belongs to your group. What was stored before can be '
      'undone.' using errcode = 'SC409';
  end if;
  models := array(
    with model as materialized (
      select d.name, d.version, app.find_or_make_model(d.name, nullif(d.version, '')) as uuid
      from (select distinct name, version
        from unnest(piece.run_models, piece.run_versions) r (name, version)) d)
    select m.uuid
    from unnest(piece.run_models, piece.run_versions) with ordinality r (name, version, at)
    join model m using (name, version) order by at);
  batch := coalesce(own.batch_id, app.open_batch('forecasts', greatest(own.total, 100)));
  select * into stored from app.write_runs(piece.run_ids, piece.run_sites, piece.run_times,
    piece.run_versions, models, piece.of_places, piece.of_runs, piece.of_rows, piece.starts,
    piece.ends, piece.powers, piece.horizons, piece.quantiles, batch);
  if stored.conflicting > 0 then
    insert into app.import_left_out (import_uuid, list_number, lines)
    select of_import, 1000000 + own.next_piece, jsonb_agg(jsonb_build_object(
      'line', piece.of_rows[at], 'reason', 'conflict',
      'message', 'Another value of this run is stored, so that nothing of it was added.',
      'cells', jsonb_build_array(to_char(piece.starts[at], 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        piece.powers[at]::text)) order by piece.of_rows[at])
    from unnest(stored.contradicting) at;
  end if;
  update app.imports i set batch_id = batch, next_piece = piece.next_run,
    done = i.done + cardinality(piece.starts), changed_utc = now() at time zone 'utc',
    result = i.result || jsonb_build_object(
      'inserted', (i.result ->> 'inserted')::bigint + stored.inserted,
      'unchanged', (i.result ->> 'unchanged')::bigint + stored.unchanged,
      'conflicting', (i.result ->> 'conflicting')::bigint + stored.conflicting)
  where i.import_uuid = of_import;
  return true;
end
$$;

comment on function app.store_import_runs(uuid) is
  'Stores the next runs of a confirmed file of forecasts as app.write_runs does for requests, '
  'makes their models where there are none, and moves the position of the import on; after the '
  'last one ends the import. Returns whether there may be another run. Throws SC409 when a site '
  'is no longer of the group, or when it has made too many models. Caller: '
  'app.store_import_piece, in the scope of the import''s user. Lock: as app.write_runs.';
