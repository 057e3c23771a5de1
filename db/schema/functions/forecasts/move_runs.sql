create function app.move_runs(of_upload uuid, is_in_order boolean)
returns table (inserted integer, unchanged integer, conflicting integer, first_line bigint,
  first_line_row bigint)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  places record;
  runs record;
  sent record;
begin
  select array_agg(piece_number) as pieces, array_agg(place) as places, array_agg(run) as runs
  into places from app.runs_of_upload(of_upload);
  with made as (select distinct run, site_uuid, timestamp_utc, forecast_version, model_name,
      model_version from app.runs_of_upload(of_upload)),
  model as materialized (
    select model_name, model_version, app.find_or_make_model(model_name, model_version) as uuid
    from (select distinct model_name, model_version from made order by 1, 2) m)
  select array_agg(run) as ids, array_agg(site_uuid) as sites, array_agg(timestamp_utc) as times,
    array_agg(forecast_version) as versions, array_agg(model.uuid) as models
  into runs from made join model on model.model_name = made.model_name
    and model.model_version is not distinct from made.model_version;
  if exists (select 1 from unnest(runs.sites) s (site_uuid)
      where site_uuid <> all (app.visible_sites())) then
    raise 'A site of this upload no longer belongs to your group. Nothing was stored.'
      using errcode = 'SC409';
  end if;

  -- Pieces follow each other, and so do the values of each.
  select array_agg(m.run) as runs, array_agg(v.line::bigint) as lines,
    array_agg(v.line_row::bigint) as line_rows, array_agg(v.first) as starts,
    array_agg(v.last) as ends, array_agg(v.kw) as powers, array_agg(v.horizon) as horizons,
    array_agg(v.quantiles) as quantiles
  into sent
  from (select * from app.staged_runs
      where upload_uuid = of_upload and site_group_uuid = app.group_uuid()
      order by piece_number) p
  cross join unnest(p.runs, p.lines, p.line_rows, p.starts, p.ends, p.powers, p.horizons,
    p.quantiles) v (place, line, line_row, first, last, kw, horizon, quantiles)
  join unnest(places.pieces, places.places, places.runs) m (piece_number, place, run)
    on m.piece_number = p.piece_number and m.place = v.place
  where is_in_order or (v.line, v.line_row) not in
    (select c.line, c.line_row from app.contradicting_values(of_upload) c);

  select w.inserted, w.unchanged, w.conflicting, w.first_conflict[1], w.first_conflict[2]
  into inserted, unchanged, conflicting, first_line, first_line_row
  from app.write_runs(coalesce(runs.ids, '{}'), coalesce(runs.sites, '{}'),
    coalesce(runs.times, '{}'), coalesce(runs.versions, '{}'), coalesce(runs.models, '{}'),
    coalesce(sent.lines, '{}'), coalesce(sent.runs, '{}'), coalesce(sent.line_rows, '{}'),
    coalesce(sent.starts, '{}'), coalesce(sent.ends, '{}'), coalesce(sent.powers, '{}'),
    coalesce(sent.horizons, '{}'), coalesce(sent.quantiles, '{}'),
    are_distinct => is_in_order) w;
  perform app.drop_forecast_upload(of_upload);
  return next;
end
$$;

comment on function app.move_runs(uuid, boolean) is
  'Stores an upload of the scope''s group as app.ingest_forecasts stores a request, all of it or '
  'nothing, makes models that there are not, and forgets the upload. Returns what became of the '
  'values, and line and row of the first that contradicts what is stored. Where the target times '
  'of a run are not in order, values that contradict an earlier one are left out. Throws SC409 '
  'when a site is no longer the scope''s. Caller: web roles (sql/forecasts/uploads.ts). Lock: as '
  'app.find_or_make_model and app.write_runs, until the transaction ends.';
grant execute on function app.move_runs(uuid, boolean) to sitecast_app, sitecast_admin;
