create function app.check_admins_remain()
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('app.is_admin'));
  if not exists (select 1 from users join site_groups using (site_group_uuid)
      where is_admin and deactivated_utc is null) then
    raise 'Nobody could administer this installation any more: %',
      'somebody else must be an admin first.' using errcode = 'SC409';
  end if;
end
$$;

comment on function app.check_admins_remain() is
  'Throws SC409 when no active user is in an admin group any more. Called after the change, in '
  'its transaction. Caller: functions about users and groups. Lock: advisory ''app.is_admin'', '
  'so that two who leave at once cannot both pass.';
