create function app.insert_charging_import_rows(of_import uuid, first_row integer,
  last_row integer)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  with wanted as materialized (
    select s.row_number, s.session, (s.session ->> 'session_id')::uuid as session_id
    from app.charging_import_sessions(of_import, first_row, last_row, 'insert') s),
  made as (
    insert into ev_charging_session (session_id,
      device_id, charge_type, location_name, location_type, is_free, plug_status,
      charging_status, station_status, charging_voltage, charging_amperage, charging_kw,
      session_start_utc, session_end_utc, estimated_end_utc, recorded_at,
      charge_duration_seconds, plugged_in_duration_seconds, start_soc, end_soc, energy_kwh, cost,
      cost_without_overrides, cost_source, is_complete, location_id, max_power, min_power,
      miles_added, source_system, original_timestamp, network_id, address, latitude, longitude,
      evse_voltage, evse_amperage, evse_kw, evse_energy_kwh, evse_max_power_kw, charger_rated_kw,
      evse_source, site_uuid, note, currency)
    select v.session_id,
      v.device_id, v.charge_type, v.location_name, v.location_type, v.is_free, v.plug_status,
      v.charging_status, v.station_status, v.charging_voltage, v.charging_amperage,
      v.charging_kw, v.session_start_utc, v.session_end_utc, v.estimated_end_utc, v.recorded_at,
      v.charge_duration_seconds, v.plugged_in_duration_seconds, v.start_soc, v.end_soc,
      v.energy_kwh, v.cost, v.cost_without_overrides, v.cost_source, v.is_complete,
      v.location_id, v.max_power, v.min_power, v.miles_added, v.source_system,
      v.original_timestamp, v.network_id, v.address, v.latitude, v.longitude, v.evse_voltage,
      v.evse_amperage, v.evse_kw, v.evse_energy_kwh, v.evse_max_power_kw, v.charger_rated_kw,
      v.evse_source, v.site_uuid, v.note, v.currency
    from wanted w, jsonb_populate_record(null::ev_charging_session, w.session) v
    on conflict on constraint uq_ev_charging_session_session_id do nothing
    returning session_id, version)
  update app.charging_import_rows r set session_id = m.session_id, written_version = m.version,
    result = case when m.session_id is null then 'skipped' else 'added' end,
    message = case when m.session_id is null then 'This session was stored meanwhile.' end
  from wanted w left join made m on m.session_id = w.session_id
  where r.import_uuid = of_import and r.row_number = w.row_number;
end
$$;

comment on function app.insert_charging_import_rows(uuid, integer, integer) is
  'Inserts the sessions of rows of a file. One that was stored since the check is skipped. Caller: '
  'app.store_charging_import_rows. Lock: sessions of the same numbers.';
