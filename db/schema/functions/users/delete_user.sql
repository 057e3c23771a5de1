create function app.delete_user(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update api_request set user_uuid = null where user_uuid = of_user;
  delete from users where user_uuid = of_user;
  if not found then raise 'no such user' using errcode = 'P0002'; end if;
  perform app.check_admins_remain();
end
$$;

comment on function app.delete_user(uuid) is
  'Deletes a user with all secrets; the requests stay without a name. Throws P0002 without '
  'such a user, SC409 when nobody could administer any more. Caller: sitecast_admin. Lock: the '
  'user''s row and requests; advisory ''app.is_admin''.';
grant execute on function app.delete_user(uuid) to sitecast_admin;
