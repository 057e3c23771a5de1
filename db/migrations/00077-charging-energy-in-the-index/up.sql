drop index public.ix_ev_charging_session_site_group_uuid;

-- Writes to the table wait while the index is built.
create index ix_ev_charging_session_site_group_uuid on public.ev_charging_session
  using btree (site_group_uuid, session_start_utc desc nulls last, id)
  include
  (session_id, session_end_utc, charge_type, location_type, network_id, location_id, energy_kwh,
  shown_cost,
  currency,
  site_uuid,
  device_id,
  location_name,
  charge_duration_seconds,
  sun_kwh,
  sun_known,
  shown_cost_source,
  miles_added, local_day, evse_energy_kwh, max_power, evse_max_power_kw, charger_rated_kw);

comment on column app.charging_history.changed_through is 'How the change came: form, api, home_assistant or task. NULL: straight into the database.';
