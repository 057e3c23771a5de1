create function app.begin_undo(of_batch bigint, of_kind text, sites uuid[])
returns table (removed integer, restored integer, changed integer, changes jsonb)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  first_phase text := case of_kind when 'forecasts' then 'runs' else 'measurements' end;
  going app.batch_undos;
begin
  select * into going from app.batch_undos o where o.batch_id = of_batch for update;
  if going.ended_utc is not null then
    delete from app.batch_undos o where o.batch_id = of_batch;
    going := null;
  end if;
  if going.batch_id is null then
    insert into app.batch_undos (batch_id, sites, phase) values (of_batch, sites, first_phase);
    return query select 0, 0, 0, '[]'::jsonb;
  elsif sites <@ going.sites then
    if going.sites <@ sites then
      return query select going.removed, going.restored, going.changed, going.changes;
    else
      return query select 0, 0, 0, '[]'::jsonb; -- how much of other sites is not the scope's to know
    end if;
  else
    update app.batch_undos o set phase = first_phase, site_number = 1, after_utc = '-infinity',
      after_run = null, changed = 0, changes = '[]',
      sites = array(select s from unnest(o.sites || begin_undo.sites) s group by s order by s)
    where o.batch_id = of_batch;
    return query select 0, 0, 0, '[]'::jsonb;
  end if;
end
$$;

comment on function app.begin_undo(bigint, text, uuid[]) is
  'Lets app.undo_step undo a batch of a kind at these sites. Changes nothing while it does so '
  'already; begins anew for more sites than before. Returns how much is done so far, 0 where other '
  'sites are undone, too. Caller: app.undo_batch, which holds the batch. Lock: the undo''s row FOR '
  'UPDATE.';
