create function app.make_user(new_email text, in_group uuid)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare made uuid;
begin
  perform pg_advisory_xact_lock(hashtext('users.email'));
  insert into users (email, site_group_uuid)
  select new_email, in_group
  where not exists (select 1 from users where lower(email) = lower(new_email))
  on conflict do nothing
  returning user_uuid into made;
  return made;
end
$$;

comment on function app.make_user(text, uuid) is
  'Makes a user in a group and returns its UUID; NULL when the e-mail address is taken, '
  'whatever its case, and the caller says no more than that. Caller: sitecast_admin. Lock: '
  'advisory ''users.email''.';
grant execute on function app.make_user(text, uuid) to sitecast_admin;
