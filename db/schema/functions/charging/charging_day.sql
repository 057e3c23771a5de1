create function app.charging_day(session ev_charging_session)
returns date
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
declare
  zone text;
begin
  if session.session_start_utc is null then return null; end if;
  zone := coalesce(
    (select z.time_zone from app.site_zones z where z.site_uuid = session.site_uuid),
    (select z.time_zone from ev_location_lookup l join app.site_zones z using (site_uuid)
      where l.id = session.location_id and l.site_group_uuid = session.site_group_uuid),
    app.charging_zone(session.site_group_uuid));
  return (session.session_start_utc at time zone zone)::date;
exception when invalid_parameter_value then
  return (session.session_start_utc at time zone 'UTC')::date;
end
$$;

comment on function app.charging_day(ev_charging_session) is
  'Returns the local day on which a session began: in the zone of its site, else of the site that '
  'its place is, else of its group (app.charging_zone); a site whose zone PostgreSQL does not know '
  'counts as UTC. NULL without a start. Caller: app.charging_cost. Lock: none.';
