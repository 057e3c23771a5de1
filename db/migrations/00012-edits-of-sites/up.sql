-- Bodies of functions may name what comes later.
set local check_function_bodies = off;

create function app.assign_site(of_site uuid, to_model uuid, to_client uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update sites set ml_model_uuid = to_model, client_uuid = to_client
  where site_uuid = of_site
    and (ml_model_uuid, client_uuid) is distinct from (to_model, to_client);
end
$$;

comment on function app.assign_site(uuid, uuid, uuid) is
  'Assigns model and client to a site, NULL for none; the same ones as before are no edit. '
  'Throws 23503 without such a model or client. Caller: sitecast_admin '
  '(sql/sites/admin_sites.ts). Lock: the site''s row.';
grant execute on function app.assign_site(uuid, uuid, uuid) to sitecast_admin;

create function app.edit_site(of_site uuid, changes jsonb, wanted_version integer)
returns text
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  site sites;
begin
  if not of_site = any(app.visible_sites()) then return 'not found'; end if;
  select * into site from sites where site_uuid = of_site for no key update;
  if not found then return 'not found'; end if;
  if site.version <> wanted_version then return 'changed meanwhile'; end if;
  if changes = '{}' then return 'updated'; end if;
  site := jsonb_populate_record(site, changes);
  update sites set client_site_id = site.client_site_id,
    client_site_name = site.client_site_name, country = site.country, region = site.region,
    dno = site.dno, gsp = site.gsp, asset_type = site.asset_type,
    orientation = site.orientation, tilt = site.tilt, latitude = site.latitude,
    longitude = site.longitude, capacity_kw = site.capacity_kw,
    inverter_capacity_kw = site.inverter_capacity_kw,
    module_capacity_kw = site.module_capacity_kw, altitude_m = site.altitude_m,
    time_zone = site.time_zone, note = site.note
  where site_uuid = of_site;
  return 'updated';
end
$$;

comment on function app.edit_site(uuid, jsonb, integer) is
  'Writes those columns that describe a site of the scope and that the object has, NULL for '
  'null; other keys are ignored. With wanted_version (NULL: any) only if the site is still at '
  'it. Returns ''updated'', ''changed meanwhile'' or ''not found''. Caller: web roles, who '
  'have no right to update sites themselves (sql/sites/sites.ts). Lock: the site''s row FOR NO '
  'KEY UPDATE: two edits at once wait for each other, and each keeps the columns that the '
  'other wrote.';
grant execute on function app.edit_site(uuid, jsonb, integer) to sitecast_app, sitecast_admin;

comment on function app.is_home() is
  'Returns true where triggers on small tables do their work; on a worker of a distributed '
  'database the function is replaced by one that returns false. Caller: trigger functions of '
  'sites, ml_model and site_groups; modellers'' logins by way of app.link_to_admin_groups. '
  'Lock: none.';

grant execute on function app.is_home() to sitecast_sdk;

create or replace function app.link_to_admin_groups()
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

create function app.lock_site(of_site uuid)
returns table (latitude double precision, longitude double precision)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  if not of_site = any(app.visible_sites()) then return; end if;
  return query
    select latitude, longitude from sites where site_uuid = of_site for no key update;
end
$$;

comment on function app.lock_site(uuid) is
  'Returns where a site of the scope is, and keeps others from editing it until the '
  'transaction ends: what depends on its place is computed before app.edit_site, and another '
  'edit could move it meanwhile. No row for a stranger''s site. Caller: web roles '
  '(sql/sites/sites.ts). Lock: the site''s row FOR NO KEY UPDATE.';
grant execute on function app.lock_site(uuid) to sitecast_app, sitecast_admin;

create or replace function app.scope(group_uuid uuid, user_uuid uuid, through text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  is_admin boolean;
begin
  execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
  execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
  execute format('set local pvsite_datamodel.current_user_uuid = %L',
    coalesce(user_uuid::text, ''));
  execute format('set local app.through = %L', coalesce(through, ''));
  select g.is_admin into is_admin from public.site_groups g where g.site_group_uuid = group_uuid;
  execute format('set local app.sees_all_sites = %L', case when is_admin then 'on' else '' end);
end
$$;

comment on function app.scope(uuid, uuid, text) is
  'Opens a scope for the current transaction: sets the group, whether it is an admin group and '
  'sees all sites, the user, and how the change came, which policies, definer functions and '
  'the history of sites read. NULL sets nothing. Caller: db/scope.ts, first in every '
  'transaction of the request pool; jobs. Lock: none.';

create function app.set_site_active(of_site uuid, is_active boolean)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update sites set active = is_active
  where site_uuid = of_site and coalesce(active, true) <> is_active;
end
$$;

comment on function app.set_site_active(uuid, boolean) is
  'Takes a site out of use, or back into it; one that is so already is left alone. Caller: '
  'sitecast_admin (sql/sites/admin_sites.ts). Lock: the site''s row.';
grant execute on function app.set_site_active(uuid, boolean) to sitecast_admin;

create or replace function app.visible_sites()
returns uuid[]
language sql stable parallel safe security definer cost 100000
set search_path = pg_catalog, public, pg_temp
as $$
select case when current_setting('app.sees_all_sites', true) = 'on'
  then array(select site_uuid from sites)
  else array(select site_uuid from site_group_sites
    where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid) end
$$;

comment on function app.visible_sites() is
  'Returns the UUIDs of the sites of the scope''s group, of all sites for an admin group, '
  'whatever its links say; empty without a scope. Runs as the owner, since the policy of '
  'site_group_sites would otherwise be evaluated inside every other policy. Caller: every '
  'policy by site; definer functions. Lock: none.';

revoke update (client_site_id, client_site_name, country, region, dno, gsp, asset_type,
  orientation, tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw,
  altitude_m, time_zone, note)
  on sites from sitecast_app;
revoke update (client_site_id, client_site_name, country, region, dno, gsp, asset_type,
  orientation, tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw,
  active, client_uuid, ml_model_uuid, altitude_m, time_zone, note)
  on sites from sitecast_admin;

grant usage on schema app to sitecast_sdk;
