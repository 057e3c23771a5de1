create function app.delete_group(of_group uuid)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  deleted site_groups;
  had uuid[];
begin
  select * into deleted from site_groups where site_group_uuid = of_group for update;
  if not found then raise 'no such group' using errcode = 'P0002'; end if;
  if exists (select 1 from users where site_group_uuid = of_group) then
    raise 'Site group with name % and site group uuid % has users and cannot be deleted.',
      deleted.site_group_name, of_group using errcode = 'SC409';
  end if;
  with unlinked as (
    delete from site_group_sites where site_group_uuid = of_group returning site_uuid)
  select coalesce(array_agg(site_uuid), '{}') into had from unlinked;
  delete from site_groups where site_group_uuid = of_group;
  return case when deleted.is_admin then 0 else app.deactivate_orphans(had) end;
end
$$;

comment on function app.delete_group(uuid) is
  'Deletes a group with its links and returns how many of its sites became inactive because no '
  'ordinary group has them any more. Throws P0002 without such a group, SC409 while it has '
  'users. Caller: sitecast_admin. Lock: the group''s row FOR UPDATE.';
grant execute on function app.delete_group(uuid) to sitecast_admin;
