create function app.visible_users()
returns uuid[]
language sql stable parallel safe security definer cost 100000
set search_path = pg_catalog, public, pg_temp
as $$
select coalesce(array_agg(user_uuid), '{}') from users
where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid
$$;

comment on function app.visible_users() is
  'Returns the UUIDs of the users of the scope''s group; empty without a scope. Caller: the '
  'policy of api_request. Lock: none.';
grant execute on function app.visible_users() to sitecast_app, sitecast_admin;
