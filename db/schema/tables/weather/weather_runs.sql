create table app.weather_runs (
  weather_run_uuid uuid not null default gen_random_uuid(),
  series_uuid uuid not null,
  issued_utc timestamp not null,
  received_utc timestamp not null,
  start_utc timestamp not null,
  end_utc timestamp not null,
  value_count integer not null,
  digest bytea not null,
  is_hourly boolean not null,
  is_kept boolean not null default false,
  first_hour_utc timestamp not null,
  hour_count integer not null,
  gaps integer[],
  ghi_w_m2 real[],
  dni_w_m2 real[],
  dhi_w_m2 real[],
  cloud_cover real[],
  temperature_c real[],
  wind_speed_m_s real[],
  wind_height_m real[],
  wind_direction_degrees real[],
  gusts_m_s real[],
  precipitation_mm real[],
  constraint weather_runs_pkey primary key (weather_run_uuid),
  constraint weather_runs_key unique (series_uuid, issued_utc),
  constraint weather_runs_series_uuid_fkey foreign key (series_uuid)
    references app.weather_series on delete cascade
);
create index ix_weather_runs_end_utc on app.weather_runs (series_uuid, end_utc);
create index ix_weather_runs_issued_utc on app.weather_runs (issued_utc, weather_run_uuid);
create index weather_runs_open on app.weather_runs (series_uuid, start_utc) where not is_kept;

comment on table app.weather_runs is
  'Runs of weather models, which never change: one row a run and place, with the mean of each '
  'hour. Removed WEATHER_RETENTION_DAYS after they were issued, once weather_days has their hours. '
  'Modellers read app.weather_values.';
comment on column app.weather_runs.weather_run_uuid is 'Key of the run.';
comment on column app.weather_runs.series_uuid is 'Source and place of the run, and who sent it.';
comment on column app.weather_runs.issued_utc is 'When the run was made (UTC).';
comment on column app.weather_runs.received_utc is 'When it was stored here (UTC).';
comment on column app.weather_runs.start_utc is 'Start of its first value (UTC).';
comment on column app.weather_runs.end_utc is 'End of its last value, excluded (UTC).';
comment on column app.weather_runs.value_count is 'How many values it was sent with.';
comment on column app.weather_runs.digest is
  'SHA-256 of its values: the same run sent again is told from another one by it.';
comment on column app.weather_runs.is_hourly is
  'True: it was sent hour after hour. False: app.weather_run_values has it as it was sent.';
comment on column app.weather_runs.is_kept is
  'True: all its hours have passed, and weather_days has what is kept of them for good.';
comment on column app.weather_runs.first_hour_utc is 'Start of the first hour of the arrays (UTC).';
comment on column app.weather_runs.hour_count is 'Hours in the arrays.';
comment on column app.weather_runs.gaps is
  'Hours without any value: their places in the arrays, from 0. NULL: none.';
comment on column app.weather_runs.ghi_w_m2 is
  'Of each hour: mean global horizontal irradiance (W/m²). NULL: not given.';
comment on column app.weather_runs.dni_w_m2 is
  'Of each hour: mean direct normal irradiance (W/m²). NULL: not given.';
comment on column app.weather_runs.dhi_w_m2 is
  'Of each hour: mean diffuse horizontal irradiance (W/m²). NULL: not given.';
comment on column app.weather_runs.cloud_cover is
  'Of each hour: mean cloud cover, 0 to 1. NULL: not given.';
comment on column app.weather_runs.temperature_c is
  'Of each hour: mean temperature 2 m above the ground (°C). NULL: not given.';
comment on column app.weather_runs.wind_speed_m_s is
  'Of each hour: mean wind speed (m/s). NULL: not given.';
comment on column app.weather_runs.wind_height_m is
  'Of each hour: height of the wind above the ground (m). NULL: not given.';
comment on column app.weather_runs.wind_direction_degrees is
  'Of each hour: mean direction from which the wind blows (degrees; 0 north, 90 east). NULL: not given.';
comment on column app.weather_runs.gusts_m_s is
  'Of each hour: highest gust (m/s). NULL: not given.';
comment on column app.weather_runs.precipitation_mm is
  'Of each hour: rain and snow in all (mm of water). NULL: not given.';
