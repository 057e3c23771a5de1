create function app.drop_old_batches(older_than timestamp)
returns integer
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  old bigint[];
  used bigint[];
  dropped integer;
begin
  delete from app.replaced_generation where kept_utc < older_than;
  old := array(select b.batch_id from app.batches b
    where b.created_utc < older_than and (b.undone_utc < older_than) is not false
      and not exists (select 1 from app.batch_sites s
        where s.batch_id = b.batch_id and s.changed_utc >= older_than));
  -- Rows of runs that are gone.
  delete from app.run_batches r where r.batch_id = any(old) and r.forecast_uuid <> all(array(
    select f.forecast_uuid from forecasts f where f.forecast_uuid = any(array(
      select o.forecast_uuid from app.run_batches o where o.batch_id = any(old)))));
  used := array(select r.batch_id from app.run_batches r where r.batch_id = any(old)
    union select o.old_batch_id from app.replaced_generation o where o.old_batch_id = any(old)
    union select b from unnest(old) b
      where (select g.batch_id from generation g where g.batch_id = b limit 1) is not null);
  delete from app.batches b where b.batch_id = any(old) and b.batch_id <> all(used);
  get diagnostics dropped = row_count;
  return dropped;
end
$$;

comment on function app.drop_old_batches(timestamp) is
  'Deletes what was kept for undoing before this time, and the batches that were last changed '
  'before it and that no measurement and no run refers to; returns how many batches. Caller: the '
  'owner, each day (sql/generation/batches.ts). Lock: the rows deleted.';
