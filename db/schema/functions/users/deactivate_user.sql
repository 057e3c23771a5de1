create function app.deactivate_user(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_user(of_user);
  update users set deactivated_utc = now() at time zone 'utc'
    where user_uuid = of_user and deactivated_utc is null;
  perform app.end_sessions(of_user);
  delete from app.password_links where user_uuid = of_user;
  update app.api_tokens set revoked_utc = now() where user_uuid = of_user and revoked_utc is null;
  perform app.check_admins_remain();
end
$$;

comment on function app.deactivate_user(uuid) is
  'Ends a user''s sessions, links and tokens, and keeps the user from signing in. A login to '
  'the database is not ended. Throws P0002 without such a user, SC409 when nobody could '
  'administer any more. Caller: sitecast_admin. Lock: the user''s row; advisory '
  '''app.is_admin''.';
grant execute on function app.deactivate_user(uuid) to sitecast_admin;
