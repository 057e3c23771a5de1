create function app.unlink_sites(from_group uuid, of_sites uuid[])
returns table (removed integer, deactivated integer)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  unlinked uuid[];
begin
  perform app.check_group(from_group);
  if exists (select 1 from site_groups where site_group_uuid = from_group and is_admin) then
    raise 'An admin group has every site: none can be removed from it.' using errcode = 'SC409';
  end if;
  with deleted as (
    delete from site_group_sites
    where site_group_uuid = from_group and site_uuid = any(of_sites) returning site_uuid)
  select coalesce(array_agg(site_uuid), '{}') into unlinked from deleted;
  removed := cardinality(unlinked);
  deactivated := app.deactivate_orphans(unlinked);
  return next;
end
$$;

comment on function app.unlink_sites(uuid, uuid[]) is
  'Takes sites out of a group and returns how many it had, and how many became inactive '
  'because no ordinary group has them any more. Throws P0002 without such a group, SC409 for '
  'an admin group. Caller: sitecast_admin; app.leave_site. Lock: the group''s row FOR SHARE; '
  'the links'' rows.';
grant execute on function app.unlink_sites(uuid, uuid[]) to sitecast_admin;
