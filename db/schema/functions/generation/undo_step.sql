create function app.undo_step(of_batch bigint, step_rows integer)
returns boolean
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  going app.batch_undos;
  at_site uuid;
  to_utc timestamp;
  step record;
begin
  select * into going from app.batch_undos o
  where o.batch_id = of_batch and o.ended_utc is null for update;
  if not found then return false; end if;
  at_site := going.sites[going.site_number];

  if going.phase = 'runs' then
    select * into step from app.undo_next_runs(of_batch, going.sites, going.after_run, step_rows);
    if step.last_run is null then return app.end_undo(of_batch); end if;
    going.after_run := step.last_run;
  elsif at_site is null then
    if going.phase = 'changes' then return app.end_undo(of_batch); end if;
    going.phase := case going.phase when 'measurements' then 'deleted' else 'changes' end;
    going.site_number := 1;
    select 0 as removed, 0 as restored, 0 as changed, '[]'::jsonb as changes into step;
  else
    to_utc := app.undo_until(of_batch, at_site, going.after_utc, step_rows);
    select * into step
    from app.undo_span(of_batch, going.phase, at_site, going.after_utc, to_utc);
    going.site_number := going.site_number + (to_utc = 'infinity')::integer;
    going.after_utc := case when to_utc = 'infinity' then '-infinity' else to_utc end;
  end if;
  update app.batch_undos o set phase = going.phase, site_number = going.site_number,
    after_utc = going.after_utc, after_run = going.after_run, removed = o.removed + step.removed,
    restored = o.restored + step.restored, changed = o.changed + step.changed,
    changes = jsonb_path_query_array(o.changes || step.changes, '$[0 to 99]'),
    changed_utc = clock_timestamp() at time zone 'utc'
  where o.batch_id = of_batch;
  update app.batches b set undone_rows = b.undone_rows + step.removed + step.restored
  where b.batch_id = of_batch and step.removed + step.restored > 0;
  update app.imports i set done = i.done + step.removed + step.restored,
    changed_utc = clock_timestamp() at time zone 'utc'
  where i.batch_id = of_batch and i.state = 'undoing';
  return true;
end
$$;

comment on function app.undo_step(bigint, integer) is
  'Undoes about so many more rows of a batch that app.undo_batch began to undo, and moves its '
  'position on in the same transaction. Returns whether there may be more. Caller: the owner '
  '(sql/generation/undos.ts). Lock: the undo''s row FOR UPDATE; as app.undo_at_once.';
