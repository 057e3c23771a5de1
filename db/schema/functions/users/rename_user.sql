create function app.rename_user(of_user uuid, new_email text)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_user(of_user);
  perform pg_advisory_xact_lock(hashtext('users.email'));
  if exists (select 1 from users
      where lower(email) = lower(new_email) and user_uuid <> of_user) then
    raise 'Another user has this e-mail address.' using errcode = 'SC422', column = 'email';
  end if;
  update users set email = new_email where user_uuid = of_user;
end
$$;

comment on function app.rename_user(uuid, text) is
  'Changes a user''s e-mail address. Throws P0002 without such a user, SC422 at email when '
  'another user has it. Caller: sitecast_admin. Lock: advisory ''users.email''.';
grant execute on function app.rename_user(uuid, text) to sitecast_admin;
