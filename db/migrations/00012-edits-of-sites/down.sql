-- Bodies of functions may name what comes later.
set local check_function_bodies = off;

comment on function app.is_home() is
  'Returns true where triggers on small tables do their work; on a worker of a distributed database the function is replaced by one that returns false. Caller: trigger functions of sites, ml_model and site_groups. Lock: none.';

revoke execute on function app.is_home() from sitecast_sdk;

CREATE OR REPLACE FUNCTION app.link_to_admin_groups()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not app.is_home() then return null; end if;
  perform pg_advisory_xact_lock_shared(hashtext('app.is_admin'));
  insert into site_group_sites (site_group_uuid, site_uuid)
  select site_group_uuid, new.site_uuid from site_groups where is_admin
  on conflict do nothing;
  return null;
end
$function$;

comment on function app.link_to_admin_groups() is
  'Links a new site to every admin group. Caller: trigger link_to_admin_groups of sites. Lock: advisory ''app.is_admin'', shared, against app.link_every_site.';

CREATE OR REPLACE FUNCTION app.scope(group_uuid uuid, user_uuid uuid, through text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
  execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
  execute format('set local pvsite_datamodel.current_user_uuid = %L',
    coalesce(user_uuid::text, ''));
  execute format('set local app.through = %L', coalesce(through, ''));
end
$function$;

comment on function app.scope(uuid, uuid, text) is
  'Opens a scope for the current transaction: sets the group, the user and how the change came, which policies, definer functions and the history of sites read. NULL sets nothing. Caller: db/scope.ts, first in every transaction of the request pool; jobs. Lock: none.';

CREATE OR REPLACE FUNCTION app.visible_sites()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER COST 100000
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
select coalesce(array_agg(site_uuid), '{}') from site_group_sites
where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid
$function$;

comment on function app.visible_sites() is
  'Returns the UUIDs of the sites of the scope''s group; empty without a scope. Runs as the owner, since the policy of site_group_sites would otherwise be evaluated inside every other policy. Caller: every policy by site; definer functions. Lock: none.';

grant update (client_site_id, client_site_name, country, region, dno, gsp, asset_type,
  orientation, tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw,
  altitude_m, time_zone, note)
  on sites to sitecast_app;
grant update (client_site_id, client_site_name, country, region, dno, gsp, asset_type,
  orientation, tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw,
  active, client_uuid, ml_model_uuid, altitude_m, time_zone, note)
  on sites to sitecast_admin;

revoke usage on schema app from sitecast_sdk;

drop function app.assign_site(uuid, uuid, uuid),
  app.edit_site(uuid, jsonb, integer),
  app.lock_site(uuid),
  app.set_site_active(uuid, boolean);
