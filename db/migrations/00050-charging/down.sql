set local check_function_bodies = off;

revoke all on schema app from sitecast_charging;

revoke all on schema public from sitecast_charging;

drop policy by_login on public.app_settings;

drop policy by_login on public.ev_battery_status;

drop policy by_login on public.ev_charger_stalls;

drop policy by_login on public.ev_charging_networks;

drop policy by_login on public.ev_charging_session;

drop policy by_login on public.ev_location;

drop policy by_login on public.ev_location_lookup;

drop policy by_login on public.ev_network_subscriptions;

drop policy by_login on public.ev_rates;

drop policy by_login on public.ev_trip_metrics;

drop policy by_login on public.ev_vehicle_status;

drop policy by_login on public.ev_vehicles;

drop view public.ev_charging_distance;

drop view public.ev_statistics;

alter table app.charging_history
  drop constraint charging_history_changed_by_fkey;

alter table app.charging_history
  drop constraint charging_history_site_group_uuid_fkey;

alter table app.charging_recounts
  drop constraint charging_recounts_site_group_uuid_fkey;

alter table app.database_logins
  drop constraint database_logins_site_group_uuid_fkey;

alter table app.site_zones
  drop constraint site_zones_site_uuid_fkey;

alter table public.app_settings
  drop constraint app_settings_site_group_uuid_fkey;

alter table public.ev_battery_status
  drop constraint ev_battery_status_site_group_uuid_fkey;

alter table public.ev_charger_stalls
  drop constraint ev_charger_stalls_location_id_fkey;

alter table public.ev_charger_stalls
  drop constraint ev_charger_stalls_site_group_uuid_fkey;

alter table public.ev_charging_networks
  drop constraint ev_charging_networks_site_group_uuid_fkey;

alter table public.ev_charging_session
  drop constraint ev_charging_session_location_id_fkey;

alter table public.ev_charging_session
  drop constraint ev_charging_session_site_group_uuid_fkey;

alter table public.ev_charging_session
  drop constraint ev_charging_session_site_uuid_fkey;

alter table public.ev_charging_session
  drop constraint fk_ev_charging_session_network_id;

alter table public.ev_charging_session
  drop constraint fk_ev_charging_session_stall_id;

alter table public.ev_location
  drop constraint ev_location_site_group_uuid_fkey;

alter table public.ev_location_lookup
  drop constraint ev_location_lookup_network_id_fkey;

alter table public.ev_location_lookup
  drop constraint ev_location_lookup_site_group_uuid_fkey;

alter table public.ev_location_lookup
  drop constraint ev_location_lookup_site_uuid_fkey;

alter table public.ev_network_subscriptions
  drop constraint ev_network_subscriptions_network_id_fkey;

alter table public.ev_network_subscriptions
  drop constraint ev_network_subscriptions_site_group_uuid_fkey;

alter table public.ev_rates
  drop constraint ev_rates_location_id_fkey;

alter table public.ev_rates
  drop constraint ev_rates_network_id_fkey;

alter table public.ev_rates
  drop constraint ev_rates_site_group_uuid_fkey;

alter table public.ev_trip_metrics
  drop constraint ev_trip_metrics_end_location_id_fkey;

alter table public.ev_trip_metrics
  drop constraint ev_trip_metrics_site_group_uuid_fkey;

alter table public.ev_trip_metrics
  drop constraint ev_trip_metrics_start_location_id_fkey;

alter table public.ev_vehicle_status
  drop constraint ev_vehicle_status_site_group_uuid_fkey;

alter table public.ev_vehicles
  drop constraint ev_vehicles_site_group_uuid_fkey;

drop function app.charging_cost(public.ev_charging_session);

drop function app.charging_day(public.ev_charging_session);

drop function app.keep_site_zones(uuid[], text[]);

drop function app.lock_charging_rates(uuid, boolean);

drop function app.login_group();

drop function app.recount_charging_costs(uuid, integer[], integer[], uuid[]);

-- Loses data.
drop table app.charging_history;

-- Loses data.
drop table app.charging_recounts;

-- Loses data.
drop table app.database_logins;

-- Loses data.
drop table app.site_zones;

drop function app.on_site_zone_change();

-- Loses data.
drop table public.app_settings;

drop function app.on_charging_setting_change();

-- Loses data.
drop table public.ev_battery_status;

-- Loses data.
drop table public.ev_charger_stalls;

-- Loses data.
drop table public.ev_charging_networks;

drop function app.on_charging_network_change();

-- Loses data.
drop table public.ev_charging_session;

drop function app.on_charging_session_write();

drop function app.record_charging_change();

-- Loses data.
drop table public.ev_location_lookup;

drop function app.on_charging_location_change();

-- Loses data.
drop table public.ev_location;

drop function app.refuse_unwanted_position();

-- Loses data.
drop table public.ev_network_subscriptions;

-- Loses data.
drop table public.ev_rates;

drop function app.on_charging_rate_change();

-- Loses data.
drop table public.ev_trip_metrics;

-- Loses data.
drop table public.ev_vehicle_status;

-- Loses data.
drop table public.ev_vehicles;

drop function app.charging_group();
