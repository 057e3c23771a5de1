drop index public.ix_ev_charging_session_site_group_uuid;

-- Writes to the table wait while the index is built.
create index ix_ev_charging_session_site_group_uuid on public.ev_charging_session
  using btree (site_group_uuid, session_start_utc desc nulls last, id)
  include
  (session_id, device_id, charge_type, location_type, network_id, site_uuid, currency, energy_kwh,
  shown_cost,
  sun_kwh,
  sun_known,
  location_name,
  location_id, charge_duration_seconds, session_end_utc, miles_added, shown_cost_source);

comment on column app.charging_history.changed_through is 'How the change came: form, api or task. NULL: straight into the database.';
