create function app.undo_span(of_batch bigint, phase text, at_site uuid, from_utc timestamp,
  to_utc timestamp)
returns table (removed integer, restored integer, changed integer, changes jsonb)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  sites uuid[] := array[at_site];
begin
  removed := 0;
  restored := 0;
  changed := 0;
  changes := '[]';
  perform app.lock_generation(sites);
  if undo_span.phase = 'measurements' then
    select u.removed, u.restored into removed, restored
    from app.undo_rows(of_batch, sites, from_utc, to_utc) u;
  elsif undo_span.phase = 'deleted' then
    restored := app.put_back(of_batch, sites, from_utc, to_utc);
  else
    select c.changed, c.changes into changed, changes
    from app.changed_since(of_batch, sites, from_utc, to_utc) c;
  end if;
  return next;
end
$$;

comment on function app.undo_span(bigint, text, uuid, timestamp, timestamp) is
  'Does one phase of undoing a batch for the periods of a site that start in [from_utc, to_utc). '
  'Returns what it did. Caller: app.undo_step. Lock: app.lock_generation; the rows written.';
