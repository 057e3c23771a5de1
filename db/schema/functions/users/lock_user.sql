create function app.lock_user(of_user uuid)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  stored integer;
begin
  select version into stored from users where user_uuid = of_user for update;
  return stored;
end
$$;

comment on function app.lock_user(uuid) is
  'Returns the version of a user, which stays until the transaction ends; NULL without such a user. '
  'Caller: sitecast_admin (sql/users/user_changes.ts). Lock: the user''s row.';
grant execute on function app.lock_user(uuid) to sitecast_admin;
