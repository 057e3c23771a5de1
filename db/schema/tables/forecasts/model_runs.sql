create table app.model_runs (
  site_uuid uuid not null,
  ml_model_uuid uuid not null,
  timestamp_utc timestamp not null,
  forecast_uuid uuid not null,
  constraint model_runs_pkey primary key (site_uuid, ml_model_uuid, timestamp_utc, forecast_uuid),
  constraint model_runs_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);

comment on table app.model_runs is
  'Runs of each site and model that can be shown, kept for 30 days (the newest of each model for '
  'longer): what the choice of a model is made from. Written by app.refresh_latest.';
comment on column app.model_runs.site_uuid is 'The site.';
comment on column app.model_runs.ml_model_uuid is 'The model; the zero UUID: not known.';
comment on column app.model_runs.timestamp_utc is 'Issue time of the run (UTC).';
comment on column app.model_runs.forecast_uuid is 'The run.';
