create function app.move_user(of_user uuid, to_group uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_user(of_user);
  if not exists (select 1 from site_groups where site_group_uuid = to_group) then
    raise 'There is no such group.' using errcode = 'SC422', column = 'site_group_uuid';
  end if;
  update users set site_group_uuid = to_group where user_uuid = of_user;
  perform app.check_admins_remain();
end
$$;

comment on function app.move_user(uuid, uuid) is
  'Moves a user to another group. Throws P0002 without such a user, SC422 at site_group_uuid '
  'without such a group, SC409 when nobody could administer any more. Caller: sitecast_admin. '
  'Lock: the user''s row; advisory ''app.is_admin''.';
grant execute on function app.move_user(uuid, uuid) to sitecast_admin;
