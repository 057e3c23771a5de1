alter table public.ev_battery_status
  drop constraint ev_battery_status_times_check;

alter table public.ev_charging_session
  drop constraint ev_charging_session_divisible_check;

alter table public.ev_charging_session
  drop constraint ev_charging_session_times_check;

alter table public.ev_location
  drop constraint ev_location_times_check;

alter table public.ev_network_subscriptions
  drop constraint ev_network_subscriptions_times_check;

alter table public.ev_rates
  drop constraint ev_rates_times_check;

alter table public.ev_trip_metrics
  drop constraint ev_trip_metrics_times_check;

alter table public.ev_vehicle_status
  drop constraint ev_vehicle_status_times_check;

alter table public.ev_vehicles
  drop constraint ev_vehicles_times_check;

grant delete on table
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
  to sitecast_charging;
