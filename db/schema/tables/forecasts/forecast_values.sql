create table forecast_values (
  forecast_value_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  start_utc timestamp not null,
  end_utc timestamp not null,
  forecast_power_kw double precision not null,
  horizon_minutes integer default -1,
  forecast_uuid uuid not null,
  ml_model_uuid uuid,
  probabilistic_values jsonb not null default '{}',
  constraint forecast_values_pkey primary key (forecast_value_uuid, start_utc),
  constraint forecast_values_forecast_uuid_fkey foreign key (forecast_uuid) references forecasts,
  constraint forecast_values_ml_model_uuid_fkey foreign key (ml_model_uuid) references ml_model
) partition by range (start_utc);
create table forecast_values_default partition of forecast_values default;
create index ix_forecast_values_forecast_uuid_horizon_minutes
  on forecast_values (forecast_uuid, horizon_minutes);
create index ix_forecast_values_start_utc on forecast_values (start_utc);

comment on table forecast_values is
  'Values of runs: mean power over [start_utc, end_utc). Table of the Python SDK. Partitioned '
  'by day of start_utc (app.make_days), so that retention drops a day whole; the default '
  'partition takes days that have none yet. Web roles read it through functions only. Nothing '
  'may be inserted into a partition by its name: that fires no trigger.';
comment on column forecast_values.forecast_value_uuid is
  'Key of the value, together with start_utc.';
comment on column forecast_values.created_utc is 'When the value was written (UTC).';
comment on column forecast_values.start_utc is 'Target time: start of the period (UTC).';
comment on column forecast_values.end_utc is 'End of the period (UTC), excluded.';
comment on column forecast_values.forecast_power_kw is
  'Mean power over the period, in kW. The SDK can store NaN and infinities.';
comment on column forecast_values.horizon_minutes is
  'Minutes from the issue time to the target time. -1 or NULL: not known.';
comment on column forecast_values.forecast_uuid is 'The run that the value belongs to.';
comment on column forecast_values.ml_model_uuid is
  'The model that made the value. NULL: not known.';
comment on column forecast_values.probabilistic_values is
  'Quantiles in kW by name, such as {"p10": 1.2, "p90": 3.4}.';

create trigger latest_delete after delete on forecast_values
  referencing old table as old_rows
  for each statement execute function app.on_values_delete();
create trigger latest_insert after insert on forecast_values
  referencing new table as new_rows
  for each statement execute function app.on_values_insert();
create trigger latest_truncate after truncate on forecast_values
  for each statement execute function app.on_values_truncate();
create trigger latest_update after update on forecast_values
  referencing old table as old_rows new table as new_rows
  for each statement execute function app.on_values_update();
grant select, insert, update, delete on forecast_values to sitecast_sdk;
