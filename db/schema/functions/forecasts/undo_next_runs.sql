create function app.undo_next_runs(of_batch bigint, sites uuid[], after_run uuid,
  step_values integer)
returns table (removed integer, restored integer, changed integer, changes jsonb, last_run uuid)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  ours record;
begin
  select array_agg(n.forecast_uuid order by n.forecast_uuid) as runs,
    array_agg(distinct n.site_uuid) as sites into ours
  from (
    select r.forecast_uuid, r.site_uuid,
      sum(r.value_count) over (order by r.forecast_uuid) - r.value_count as earlier_values
    from app.run_batches r
    where r.batch_id = of_batch and r.site_uuid = any(undo_next_runs.sites)
      and (after_run is null or r.forecast_uuid > after_run)
    order by r.forecast_uuid limit least(step_values, 500)) n
  where n.earlier_values < step_values;
  if ours.runs is null then return; end if;
  select u.removed, 0, u.changed, u.changes into removed, restored, changed, changes
  from app.undo_runs(of_batch, ours.sites, ours.runs) u;
  last_run := ours.runs[cardinality(ours.runs)];
  return next;
end
$$;

comment on function app.undo_next_runs(bigint, uuid[], uuid, integer) is
  'Deletes the next runs of a batch at these sites, by UUID, after one: as many as have about so '
  'many values, at least one, at most 500. Returns what it did and the last of them; no row when '
  'there are none. Caller: app.undo_step. Lock: as app.undo_runs.';
