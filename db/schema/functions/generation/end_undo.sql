create function app.end_undo(of_batch bigint)
returns boolean
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update app.batch_undos o set ended_utc = now() at time zone 'utc' where o.batch_id = of_batch;
  update app.batches b set undone_utc = now() at time zone 'utc' where b.batch_id = of_batch;
  update app.imports i set state = 'undone', ended_utc = now() at time zone 'utc',
    changed_utc = now() at time zone 'utc'
  where i.batch_id = of_batch and i.state = 'undoing';
  return false;
end
$$;

comment on function app.end_undo(bigint) is
  'Ends the undo of a batch, and of the import that brought it. Returns false: there is no other '
  'step. Caller: app.undo_step. Lock: the rows of both.';
