set local check_function_bodies = off;

drop function app.charging_zone(uuid);

create or replace function app.charging_day (
  session public.ev_charging_session
)
  returns date
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  zone text;
begin
  if session.session_start_utc is null then return null; end if;
  zone := coalesce(
    (select z.time_zone from app.site_zones z where z.site_uuid = session.site_uuid),
    (select z.time_zone from ev_location_lookup l join app.site_zones z using (site_uuid)
      where l.id = session.location_id and l.site_group_uuid = session.site_group_uuid),
    (select value from app_settings
      where key = 'user_timezone' and site_group_uuid = session.site_group_uuid),
    'UTC');
  return (session.session_start_utc at time zone zone)::date;
exception when invalid_parameter_value then
  return (session.session_start_utc at time zone 'UTC')::date;
end
$function$;

create or replace function app.on_charging_setting_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.recount_charging_costs(changed.site_group_uuid, null, null, null)
  from (select distinct site_group_uuid from new_rows
    where key in ('currency', 'user_timezone')) changed;
  return null;
end
$function$;

comment on column public.app_settings.key is 'Name of the setting. user_timezone: IANA zone whose days count where no site says one; currency: what rates are in, as ISO 4217 code; store_positions: true where positions of vehicles are stored; others are of pages.';

comment on function app.charging_day(public.ev_charging_session) is 'Returns the local day on which a session began: in the zone of its site, else of the site that its place is, else of the group''s setting user_timezone, else in UTC; a setting that names no zone counts as UTC. NULL without a start. Caller: app.charging_cost. Lock: none.';
