create function app.undo_batch(of_batch bigint)
returns table (removed integer, restored integer, changed integer, changes jsonb)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  sites uuid[];
  runs record;
begin
  sites := app.sites_to_undo(of_batch);
  perform app.lock_generation(sites);

  select u.removed, u.restored into removed, restored from app.undo_rows(of_batch, sites) u;
  restored := restored + app.put_back(of_batch, sites);
  select w.removed, w.changes into runs from app.undo_runs(of_batch, sites) w;
  removed := removed + runs.removed;
  changes := app.changed_since(of_batch, sites) || runs.changes;
  changed := jsonb_array_length(changes);
  changes := jsonb_path_query_array(changes, '$[0 to 99]');
  update app.batches b set undone_utc = now() at time zone 'utc',
    undone_rows = undone_rows + removed + restored, undone_by = u.email,
    undone_by_group = u.site_group_uuid
  from users u
  where b.batch_id = of_batch
    and u.user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid;
  return next;
end
$$;

comment on function app.undo_batch(bigint) is
  'Undoes a batch at the scope''s sites: takes away the rows and runs that are as it left them, '
  'puts back what it replaced or deleted within 30 days. Returns how many measurements and runs '
  'went and came back, and what has changed since and stays: [{site_uuid, start_utc, end_utc, '
  'reason}] or [{site_uuid, forecast_uuid, reason}], the first 100. May be called again. Throws '
  'SC404 for a batch of another group, unless the scope is an admin''s. Caller: web roles '
  '(sql/generation/batches.ts). Lock: app.lock_generation; the rows written; as the triggers of '
  'forecast_values.';
grant execute on function app.undo_batch(bigint) to sitecast_app, sitecast_admin;
