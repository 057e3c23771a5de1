create table latest_forecast_values (
  site_uuid uuid not null,
  start_utc timestamp not null,
  ml_model_uuid uuid not null,
  end_utc timestamp not null,
  forecast_power_kw double precision not null,
  probabilistic_values jsonb not null,
  horizon_minutes integer,
  forecast_uuid uuid not null,
  timestamp_utc timestamp not null,
  forecast_created_utc timestamp,
  constraint latest_forecast_values_pkey primary key (site_uuid, start_utc, ml_model_uuid)
) with (fillfactor = 50);

comment on table latest_forecast_values is
  'The latest table: for each site, target time and model the value of the newest run made at '
  'or before the target time. Kept true by triggers on forecast_values and forecasts whoever '
  'writes, in whatever order. Newest by timestamp_utc, then created_utc of the run (NULL as '
  'newest), then forecast_uuid, then forecast_value_uuid. No foreign key: a row is there only '
  'while its run is.';
comment on column latest_forecast_values.site_uuid is 'The site.';
comment on column latest_forecast_values.start_utc is 'Target time: start of the period (UTC).';
comment on column latest_forecast_values.ml_model_uuid is
  'The model that made the value; the zero UUID: not known.';
comment on column latest_forecast_values.end_utc is 'End of the period (UTC), excluded.';
comment on column latest_forecast_values.forecast_power_kw is
  'Mean power over the period, in kW.';
comment on column latest_forecast_values.probabilistic_values is 'Quantiles in kW by name.';
comment on column latest_forecast_values.horizon_minutes is
  'Minutes from the issue time to the target time, as the value has it.';
comment on column latest_forecast_values.forecast_uuid is 'The run that the value comes from.';
comment on column latest_forecast_values.timestamp_utc is 'Issue time of that run (UTC).';
comment on column latest_forecast_values.forecast_created_utc is
  'When that run was written (UTC). NULL counts as newest.';

alter table latest_forecast_values enable row level security;
create policy by_site on latest_forecast_values to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on latest_forecast_values to sitecast_app, sitecast_admin;
