create function app.undo_rows(of_batch bigint, sites uuid[], from_utc timestamp,
  to_utc timestamp)
returns table (removed integer, restored integer)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
set enable_nestloop = off
as $$
#variable_conflict use_column
begin
  -- Replaced rows get their old power back, by their period: the key of a row that was deleted and
  -- sent again is another one.
  with old as materialized (
    delete from app.replaced_generation r using generation g
    where r.batch_id = of_batch and r.site_uuid = any(sites) and not r.is_deleted
      and r.start_utc >= from_utc and r.start_utc < to_utc
      and g.site_uuid = r.site_uuid and g.start_utc = r.start_utc and g.end_utc = r.end_utc
      and g.batch_id = of_batch and g.generation_power_kw = g.batch_power_kw
    returning r.*)
  update generation g set generation_uuid = old.generation_uuid, created_utc = old.created_utc,
    generation_power_kw = old.generation_power_kw, batch_id = old.old_batch_id,
    batch_power_kw = old.old_batch_power_kw
  from old
  where g.site_uuid = old.site_uuid and g.start_utc = old.start_utc and g.end_utc = old.end_utc
    and g.batch_id = of_batch and g.site_uuid = any(sites)
    and g.start_utc >= from_utc and g.start_utc < to_utc;
  get diagnostics restored = row_count;

  delete from generation g
  where g.batch_id = of_batch and g.site_uuid = any(sites)
    and g.start_utc >= from_utc and g.start_utc < to_utc
    and g.generation_power_kw = g.batch_power_kw
    and not exists (select 1 from app.replaced_generation r
      where r.batch_id = of_batch and r.site_uuid = g.site_uuid and r.start_utc = g.start_utc
        and r.end_utc = g.end_utc);
  get diagnostics removed = row_count;
  return next;
end
$$;

comment on function app.undo_rows(bigint, uuid[], timestamp, timestamp) is
  'Gives the measurements that a batch replaced at these sites their old power back, and deletes '
  'those that it brought, where they are as it left them and start in [from_utc, to_utc). Returns how many of each. Of thousands '
  'of new rows the planner knows nothing yet and would compare each with each. Caller: '
  'app.undo_at_once, app.undo_span. Lock: the rows written.';
