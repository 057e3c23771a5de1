create function app.scope(group_uuid uuid, user_uuid uuid, through text default null,
  only_sites uuid[] default null, as_member boolean default false)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  is_admin boolean;
begin
  execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
  execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
  execute format('set local pvsite_datamodel.current_user_uuid = %L',
    coalesce(user_uuid::text, ''));
  execute format('set local app.through = %L', coalesce(through, ''));
  execute format('set local app.only_sites = %L', coalesce(only_sites::text, ''));
  select g.is_admin into is_admin from public.site_groups g where g.site_group_uuid = group_uuid;
  execute format('set local app.sees_all_sites = %L',
    case when is_admin and not as_member then 'on' else '' end);
end
$$;

comment on function app.scope(uuid, uuid, text, uuid[], boolean) is
  'Opens a scope for the current transaction: sets the group, whether it is an admin group and '
  'sees all sites, the user, how the change came, and the only sites that a limited API token '
  'sees, which policies, definer functions and the history of sites read. NULL sets nothing. With '
  '`as_member` an admin group sees the sites that are linked to it, as any other group does. Caller: '
  'db/scope.ts, first in every transaction of the request pool; jobs. Lock: none.';
grant execute on function app.scope(uuid, uuid, text, uuid[], boolean) to sitecast_app, sitecast_admin;
