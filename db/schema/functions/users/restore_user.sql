create function app.restore_user(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_user(of_user);
  update users set deactivated_utc = null where user_uuid = of_user;
end
$$;

comment on function app.restore_user(uuid) is
  'Lets a deactivated user sign in again; tokens stay revoked. Throws P0002 without such a '
  'user. Caller: sitecast_admin. Lock: the user''s row.';
grant execute on function app.restore_user(uuid) to sitecast_admin;
