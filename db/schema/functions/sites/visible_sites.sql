create function app.visible_sites()
returns uuid[]
language sql stable parallel safe security definer cost 100000
set search_path = pg_catalog, public, pg_temp
as $$
select case when current_setting('app.sees_all_sites', true) = 'on'
  then array(select site_uuid from sites
    where coalesce(site_uuid = any((select app.only_sites())::uuid[]), true))
  else array(select site_uuid from site_group_sites
    where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid
      and coalesce(site_uuid = any((select app.only_sites())::uuid[]), true)) end
$$;

comment on function app.visible_sites() is
  'Returns the UUIDs of the sites of the scope''s group, of all sites for an admin group, '
  'whatever its links say, or those of them that a limited API token names; empty without a '
  'scope. Runs as the owner, since the policy of '
  'site_group_sites would otherwise be evaluated inside every other policy. Caller: every '
  'policy by site; definer functions. Lock: none.';
grant execute on function app.visible_sites() to sitecast_app, sitecast_admin;
