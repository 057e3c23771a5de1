create function app.deactivate_orphans(of_sites uuid[])
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  ordinary uuid[] := array(select site_group_uuid from site_groups
    where not is_admin and site_group_name is distinct from 'ocf');
  kept uuid[] := array(select site_uuid from site_group_sites
    where site_uuid = any(of_sites) and site_group_uuid = any(ordinary));
  orphans integer;
begin
  update sites set active = false
  where site_uuid = any(of_sites) and site_uuid <> all(kept) and active is not false;
  get diagnostics orphans = row_count;
  return orphans;
end
$$;

comment on function app.deactivate_orphans(uuid[]) is
  'Deactivates those of the sites that no ordinary group has and returns how many. Admin '
  'groups, which have every site, do not count, nor does a group named ocf, which the Python SDK '
  'and the site API of Quartz leave out. Caller: app.unlink_sites, app.delete_group. '
  'Lock: the sites'' rows.';
