create function app.reset_factor(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_user(of_user);
  if of_user = app.user_uuid() then
    raise 'You cannot reset your own second factor: another admin can.' using errcode = 'SC409';
  end if;
  delete from app.factors where user_uuid = of_user;
  if not found then
    raise 'This user has no second factor.' using errcode = 'SC409';
  end if;
  delete from app.pending_sign_ins where user_uuid = of_user;
  perform app.end_sessions(of_user);
end
$$;

comment on function app.reset_factor(uuid) is
  'Deletes a user''s second factor with its recovery codes, and signs the user out everywhere. '
  'Throws P0002 without such a user, SC409 for the caller''s own and where there is none. '
  'Caller: sitecast_admin, a task. Lock: the factor''s row.';
grant execute on function app.reset_factor(uuid) to sitecast_admin;
