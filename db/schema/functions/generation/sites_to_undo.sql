create function app.sites_to_undo(of_batch bigint)
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare found_sites uuid[];
begin
  if exists (select 1 from app.batches b where b.batch_id = of_batch
      and (b.site_group_uuid = app.group_uuid()
        or current_setting('app.sees_all_sites', true) = 'on')) then
    found_sites := array(select site_uuid from app.batch_sites where batch_id = of_batch
      and site_uuid = any((select app.visible_sites())::uuid[]));
  end if;
  if cardinality(found_sites) > 0 then return found_sites; end if;
  raise 'There is no such batch here.' using errcode = 'SC404';
end
$$;

comment on function app.sites_to_undo(bigint) is
  'Returns the sites of a batch that the scope''s group may undo and sees. Throws SC404 when '
  'there are none. Caller: app.undo_batch. Lock: none.';
