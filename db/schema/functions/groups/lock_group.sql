create function app.lock_group(of_group uuid)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  stored integer;
begin
  select version into stored from site_groups where site_group_uuid = of_group
  for no key update;
  return stored;
end
$$;

comment on function app.lock_group(uuid) is
  'Returns the version of a site group, which stays until the transaction ends; NULL without such a '
  'group. Caller: sitecast_admin (sql/groups/site_groups.ts). Lock: the group''s row.';
grant execute on function app.lock_group(uuid) to sitecast_admin;
