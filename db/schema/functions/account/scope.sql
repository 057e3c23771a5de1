create function app.scope(group_uuid uuid, user_uuid uuid, through text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
  execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
  execute format('set local pvsite_datamodel.current_user_uuid = %L',
    coalesce(user_uuid::text, ''));
  execute format('set local app.through = %L', coalesce(through, ''));
end
$$;

comment on function app.scope(uuid, uuid, text) is
  'Opens a scope for the current transaction: sets the group, the user and how the change '
  'came, which policies, definer functions and the history of sites read. NULL sets nothing. '
  'Caller: db/scope.ts, first in every transaction of the request pool; jobs. Lock: none.';
grant execute on function app.scope(uuid, uuid, text) to sitecast_app, sitecast_admin;
