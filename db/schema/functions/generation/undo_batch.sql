create function app.undo_batch(of_batch bigint, at_once integer default 10000)
returns table (state text, removed integer, restored integer, changed integer, changes jsonb)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  sites uuid[];
  of_kind text;
  is_large boolean;
begin
  sites := app.sites_to_undo(of_batch);
  select b.kind into of_kind from app.batches b where b.batch_id = of_batch for update;
  select sum(s.inserted + s.replaced + s.deleted + s.runs) > at_once into is_large
  from app.batch_sites s where s.batch_id = of_batch and s.site_uuid = any(sites);

  if is_large or exists (select 1 from app.batch_undos o
      where o.batch_id = of_batch and o.ended_utc is null) then
    state := 'undoing';
    select o.removed, o.restored, o.changed, o.changes into removed, restored, changed, changes
    from app.begin_undo(of_batch, of_kind, sites) o;
  else
    state := 'undone';
    select u.removed, u.restored, u.changed, u.changes into removed, restored, changed, changes
    from app.undo_at_once(of_batch, sites) u;
  end if;
  update app.batches b set undone_utc = now() at time zone 'utc', undone_by = u.email,
    undone_by_group = u.site_group_uuid
  from users u
  where b.batch_id = of_batch
    and u.user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid;
  return next;
end
$$;

comment on function app.undo_batch(bigint, integer) is
  'Undoes a batch at the scope''s sites: takes away the rows and runs that are as it left them, '
  'puts back what it replaced or deleted within 30 days. One of more than at_once rows is undone '
  'by app.undo_step after that: its state is undoing, and calling this again changes nothing. '
  'Returns how many measurements and runs went and came back, and what has changed since and '
  'stays: [{site_uuid, start_utc, end_utc, reason}] or [{site_uuid, forecast_uuid, reason}], the '
  'first 100. May be called again. Throws SC404 for a batch of another group, unless the scope is '
  'an admin''s. Caller: web roles (sql/generation/batches.ts). Lock: the batch''s row FOR UPDATE; '
  'as app.undo_at_once.';
grant execute on function app.undo_batch(bigint, integer) to sitecast_app, sitecast_admin;
