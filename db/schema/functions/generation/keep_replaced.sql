create function app.keep_replaced(batch bigint, rows uuid[], deletes boolean)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- What the batch brought itself is known by what it replaced before, if anything.
  update app.replaced_generation r set is_deleted = deletes
  from generation g
  where g.generation_uuid = any(rows) and g.batch_id = batch and r.batch_id = batch
    and r.site_uuid = g.site_uuid and r.start_utc = g.start_utc and r.end_utc = g.end_utc;
  insert into app.replaced_generation as r (batch_id, site_uuid, start_utc, end_utc,
    generation_power_kw, generation_uuid, created_utc, old_batch_id, old_batch_power_kw,
    is_deleted, kept_utc)
  select batch, g.site_uuid, g.start_utc, g.end_utc, g.generation_power_kw, g.generation_uuid,
    g.created_utc, g.batch_id, g.batch_power_kw, deletes, now() at time zone 'utc'
  from generation g
  where g.generation_uuid = any(rows)
    and (g.batch_id = batch and g.generation_power_kw = g.batch_power_kw) is not true
  order by 2, 3, 4
  on conflict (batch_id, site_uuid, start_utc, end_utc) do update set is_deleted = deletes;
end
$$;

comment on function app.keep_replaced(bigint, uuid[], boolean) is
  'Keeps measurements as they are before a batch replaces or deletes them; of what the batch '
  'changed before, what was there first. Caller: app.write_generation, app.clear_generation, '
  'before they write. Lock: rows of app.replaced_generation.';
