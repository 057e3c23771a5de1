create function app.members_at_once(of_group uuid, of_user uuid, through text,
  only_sites uuid[])
returns table (user_uuid uuid, email text)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.scope(of_group, of_user, through, only_sites);
  return query
    select u.user_uuid, u.email::text from users u
    where u.site_group_uuid = of_group and u.deactivated_utc is null
    order by lower(u.email), u.user_uuid;
end
$$;

comment on function app.members_at_once(uuid, uuid, text, uuid[]) is
  'Opens a scope as app.scope() does and returns the active users of its group by e-mail address: '
  'a transaction of one statement, for which nothing is begun or committed. Runs with the rights '
  'of the caller. Caller: web roles (sql/users/users.ts). Lock: none.';
grant execute on function app.members_at_once(uuid, uuid, text, uuid[])
  to sitecast_app, sitecast_admin;
