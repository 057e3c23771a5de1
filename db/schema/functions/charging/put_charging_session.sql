create function app.put_charging_session(session ev_charging_session)
returns integer
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  put_version integer;
begin
  update ev_charging_session s set
    device_id = session.device_id, charge_type = session.charge_type,
    location_name = session.location_name, location_type = session.location_type,
    is_free = session.is_free, plug_status = session.plug_status,
    charging_status = session.charging_status, station_status = session.station_status,
    charging_voltage = session.charging_voltage, charging_amperage = session.charging_amperage,
    charging_kw = session.charging_kw, session_start_utc = session.session_start_utc,
    session_end_utc = session.session_end_utc, estimated_end_utc = session.estimated_end_utc,
    recorded_at = session.recorded_at, charge_duration_seconds = session.charge_duration_seconds,
    plugged_in_duration_seconds = session.plugged_in_duration_seconds,
    start_soc = session.start_soc, end_soc = session.end_soc, energy_kwh = session.energy_kwh,
    cost = session.cost, cost_without_overrides = session.cost_without_overrides,
    cost_source = session.cost_source, is_complete = session.is_complete,
    location_id = session.location_id, max_power = session.max_power,
    min_power = session.min_power, miles_added = session.miles_added,
    source_system = session.source_system, original_timestamp = session.original_timestamp,
    network_id = session.network_id, address = session.address, latitude = session.latitude,
    longitude = session.longitude, evse_voltage = session.evse_voltage,
    evse_amperage = session.evse_amperage, evse_kw = session.evse_kw,
    evse_energy_kwh = session.evse_energy_kwh, evse_max_power_kw = session.evse_max_power_kw,
    charger_rated_kw = session.charger_rated_kw, evse_source = session.evse_source,
    site_uuid = session.site_uuid, note = session.note, currency = session.currency
  where s.id = session.id and s.site_group_uuid = session.site_group_uuid
  returning s.version into put_version;
  return put_version;
end
$$;

comment on function app.put_charging_session(ev_charging_session) is
  'Replaces all that people and programs write of a session, and returns its new version. Caller: '
  'app.update_charging_import_rows, app.undo_charging_import. Lock: the session.';
