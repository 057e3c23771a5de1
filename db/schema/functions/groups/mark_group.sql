create function app.mark_group(of_group uuid, as_admin boolean)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('app.is_admin'));
  update site_groups set is_admin = as_admin
  where site_group_uuid = of_group and is_admin is distinct from as_admin;
  if not found then
    perform app.check_group(of_group);
  end if;
  perform app.check_admins_remain();
end
$$;

comment on function app.mark_group(uuid, boolean) is
  'Makes a group an admin group, which then gets every site, or an ordinary one, which keeps '
  'its sites. Throws P0002 without such a group, SC409 when nobody could administer any more. '
  'Caller: sitecast_admin. Lock: advisory ''app.is_admin''; the group''s row.';
grant execute on function app.mark_group(uuid, boolean) to sitecast_admin;
