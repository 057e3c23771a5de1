-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_battery_status
  add constraint ev_battery_status_times_check
    check
    (((LEAST(recorded_at, ingested_at, original_timestamp) >= '1900-01-01 00:00:00+00'::timestamp
    with time zone) AND
    (GREATEST(recorded_at, ingested_at, original_timestamp) < '2100-01-01 00:00:00+00'::timestamp
    with time zone)));

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_charging_session
  add constraint ev_charging_session_divisible_check
    check
    ((LEAST(NULLIF(energy_kwh, (0)::numeric), NULLIF(evse_energy_kwh, (0)::numeric),
    NULLIF(miles_added, (0)::numeric),
    NULLIF(GREATEST(charger_rated_kw, (0)::numeric), (0)::numeric)) >= 0.000000001));

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_charging_session
  add constraint ev_charging_session_times_check
    check
    (((LEAST(session_start_utc, session_end_utc, estimated_end_utc, recorded_at, ingested_at,
    original_timestamp) >= '1900-01-01 00:00:00+00'::timestamp
    with time zone) AND
    (GREATEST(session_start_utc, session_end_utc, estimated_end_utc, recorded_at, ingested_at,
    original_timestamp) < '2100-01-01 00:00:00+00'::timestamp with time zone)));

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_location
  add constraint ev_location_times_check
    check
    (((LEAST(recorded_at, ingested_at, original_timestamp) >= '1900-01-01 00:00:00+00'::timestamp
    with time zone) AND
    (GREATEST(recorded_at, ingested_at, original_timestamp) < '2100-01-01 00:00:00+00'::timestamp
    with time zone)));

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_network_subscriptions
  add constraint ev_network_subscriptions_times_check
    check
    (((LEAST(start_date, end_date) >= '1900-01-01'::date) AND (GREATEST(start_date, end_date) <
    '2100-01-01'::date)));

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_rates
  add constraint ev_rates_times_check
    check
    (((LEAST(valid_from, valid_to) >= '1900-01-01'::date) AND (GREATEST(valid_from, valid_to) <
    '2100-01-01'::date)));

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_trip_metrics
  add constraint ev_trip_metrics_times_check
    check
    (((LEAST(start_time, end_time, recorded_at, ingested_at, original_timestamp) >=
    '1900-01-01 00:00:00+00'::timestamp
    with time zone) AND
    (GREATEST(start_time, end_time, recorded_at, ingested_at, original_timestamp) <
    '2100-01-01 00:00:00+00'::timestamp with time zone)));

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_vehicle_status
  add constraint ev_vehicle_status_times_check
    check
    (((LEAST(recorded_at, ingested_at, original_timestamp) >= '1900-01-01 00:00:00+00'::timestamp
    with time zone) AND
    (GREATEST(recorded_at, ingested_at, original_timestamp) < '2100-01-01 00:00:00+00'::timestamp
    with time zone)));

-- Reads the whole table, to which nobody writes meanwhile.
alter table public.ev_vehicles
  add constraint ev_vehicles_times_check
    check (((created_at >= '1900-01-01 00:00:00+00'::timestamp
    with time zone) AND (created_at < '2100-01-01 00:00:00+00'::timestamp with time zone)));

-- Whoever may delete from a table may lock all of it (LOCK TABLE), and so stop every group.
revoke delete on table
  public.app_settings,
  public.ev_battery_status,
  public.ev_charger_stalls,
  public.ev_charging_networks,
  public.ev_charging_session,
  public.ev_location,
  public.ev_location_lookup,
  public.ev_network_subscriptions,
  public.ev_rates,
  public.ev_trip_metrics,
  public.ev_vehicle_status,
  public.ev_vehicles
  from sitecast_charging;
