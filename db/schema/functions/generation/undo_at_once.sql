create function app.undo_at_once(of_batch bigint, sites uuid[])
returns table (removed integer, restored integer, changed integer, changes jsonb)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  runs record;
  stays record;
begin
  perform app.lock_generation(sites);
  select u.removed, u.restored into removed, restored
  from app.undo_rows(of_batch, sites, '-infinity', 'infinity') u;
  restored := restored + app.put_back(of_batch, sites, '-infinity', 'infinity');
  select w.removed, w.changed, w.changes into runs from app.undo_runs(of_batch, sites, null) w;
  removed := removed + runs.removed;
  select c.changed, c.changes into stays
  from app.changed_since(of_batch, sites, '-infinity', 'infinity') c;
  changed := stays.changed + runs.changed;
  changes := jsonb_path_query_array(stays.changes || runs.changes, '$[0 to 99]');
  update app.batches b set undone_rows = b.undone_rows + removed + restored
  where b.batch_id = of_batch;
  return next;
end
$$;

comment on function app.undo_at_once(bigint, uuid[]) is
  'Undoes a batch at these sites in one transaction, and returns what app.undo_batch does. Caller: '
  'app.undo_batch. Lock: app.lock_generation; the rows written; as the triggers of '
  'forecast_values.';
