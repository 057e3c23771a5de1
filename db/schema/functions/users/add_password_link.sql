create function app.add_password_link(of_user uuid, hash bytea, hours integer)
returns timestamptz
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare expires timestamptz := now() + make_interval(hours => hours);
begin
  perform app.check_user(of_user);
  if exists (select 1 from users where user_uuid = of_user and deactivated_utc is not null) then
    raise 'This user is deactivated: restore them first.' using errcode = 'SC409';
  end if;
  insert into app.password_links (user_uuid, link_hash, expires_utc)
  values (of_user, hash, expires)
  on conflict (user_uuid) do update
    set link_hash = excluded.link_hash, expires_utc = excluded.expires_utc;
  return expires;
end
$$;

comment on function app.add_password_link(uuid, bytea, integer) is
  'Keeps the hash of a new password link in place of the user''s older one and returns when it '
  'expires. Throws P0002 without such a user, SC409 for a deactivated one. Caller: '
  'sitecast_admin. Lock: the link''s row.';
grant execute on function app.add_password_link(uuid, bytea, integer) to sitecast_admin;
