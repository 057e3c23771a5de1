set local check_function_bodies = off;

drop function app.undo_rows(bigint, uuid[]);

create or replace function app.undo_batch (
  of_batch bigint
)
  returns table (
    removed integer,
    restored integer,
    changed integer,
    changes jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  sites uuid[];
  runs record;
begin
  sites := app.sites_to_undo(of_batch);
  perform app.lock_generation(sites);

  -- Replaced rows get their old power back, by their period: the key of a row that was deleted and
  -- sent again is another one.
  with old as materialized (
    delete from app.replaced_generation r using generation g
    where r.batch_id = of_batch and r.site_uuid = any(sites) and not r.is_deleted
      and g.site_uuid = r.site_uuid and g.start_utc = r.start_utc and g.end_utc = r.end_utc
      and g.batch_id = of_batch and g.generation_power_kw = g.batch_power_kw
    returning r.*)
  update generation g set generation_uuid = old.generation_uuid, created_utc = old.created_utc,
    generation_power_kw = old.generation_power_kw, batch_id = old.old_batch_id,
    batch_power_kw = old.old_batch_power_kw
  from old
  where g.site_uuid = old.site_uuid and g.start_utc = old.start_utc and g.end_utc = old.end_utc
    and g.site_uuid = any(sites);
  get diagnostics restored = row_count;

  delete from generation g
  where g.batch_id = of_batch and g.site_uuid = any(sites)
    and g.generation_power_kw = g.batch_power_kw
    and not exists (select 1 from app.replaced_generation r
      where r.batch_id = of_batch and r.site_uuid = g.site_uuid and r.start_utc = g.start_utc
        and r.end_utc = g.end_utc);
  get diagnostics removed = row_count;

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
$function$;
