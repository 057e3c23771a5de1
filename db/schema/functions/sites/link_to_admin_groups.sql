create function app.link_to_admin_groups()
returns trigger
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  perform pg_advisory_xact_lock_shared(hashtext('app.is_admin'));
  insert into site_group_sites (site_group_uuid, site_uuid)
  select site_group_uuid, new.site_uuid from site_groups where is_admin
  on conflict do nothing;
  return null;
end
$$;

comment on function app.link_to_admin_groups() is
  'Links a new site to every admin group, with the rights of whoever makes the site: in a '
  'distributed database one role alone may write such tables in a transaction. Caller: trigger '
  'link_to_admin_groups of sites. Lock: advisory ''app.is_admin'', shared, against '
  'app.link_every_site.';
