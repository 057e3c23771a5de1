create function app.runs_of_upload(of_upload uuid)
returns table (piece_number integer, place bigint, run bigint, site_uuid uuid,
  timestamp_utc timestamp, forecast_version text, model_name text, model_version text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return query
    select p.piece_number, r.place, dense_rank() over (order by r.site, r.made, r.version, r.model,
      r.model_version), r.site, r.made, r.version, r.model, r.model_version
    from app.staged_runs p, unnest(p.run_sites, p.run_times, p.run_versions, p.run_models,
      p.run_model_versions) with ordinality r (site, made, version, model, model_version, place)
    where p.upload_uuid = of_upload and p.site_group_uuid = app.group_uuid();
end
$$;

comment on function app.runs_of_upload(uuid) is
  'Returns the runs of an upload of the scope''s group by their places in its pieces, and numbers '
  'them: a run that is in several places has one number. Caller: app.contradicting_values, '
  'app.move_runs. Lock: none.';
