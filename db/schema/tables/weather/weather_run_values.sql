create table app.weather_run_values (
  weather_run_uuid uuid not null,
  starts timestamp[] not null,
  ends timestamp[] not null,
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
  constraint weather_run_values_pkey primary key (weather_run_uuid),
  constraint weather_run_values_weather_run_uuid_fkey foreign key (weather_run_uuid)
    references app.weather_runs on delete cascade
);

comment on table app.weather_run_values is
  'Values of runs of weather models as they were sent, where these are not hour after hour.';
comment on column app.weather_run_values.weather_run_uuid is 'The run.';
comment on column app.weather_run_values.starts is 'Of each value: start of its period (UTC).';
comment on column app.weather_run_values.ends is
  'Of each value: end of its period, excluded (UTC).';
comment on column app.weather_run_values.ghi_w_m2 is
  'Of each value: mean global horizontal irradiance (W/m²). NULL: not given.';
comment on column app.weather_run_values.dni_w_m2 is
  'Of each value: mean direct normal irradiance (W/m²). NULL: not given.';
comment on column app.weather_run_values.dhi_w_m2 is
  'Of each value: mean diffuse horizontal irradiance (W/m²). NULL: not given.';
comment on column app.weather_run_values.cloud_cover is
  'Of each value: mean cloud cover, 0 to 1. NULL: not given.';
comment on column app.weather_run_values.temperature_c is
  'Of each value: mean temperature 2 m above the ground (°C). NULL: not given.';
comment on column app.weather_run_values.wind_speed_m_s is
  'Of each value: mean wind speed (m/s). NULL: not given.';
comment on column app.weather_run_values.wind_height_m is
  'Of each value: height of the wind above the ground (m). NULL: not given.';
comment on column app.weather_run_values.wind_direction_degrees is
  'Of each value: mean direction from which the wind blows (degrees; 0 north, 90 east). NULL: not given.';
comment on column app.weather_run_values.gusts_m_s is
  'Of each value: highest gust (m/s). NULL: not given.';
comment on column app.weather_run_values.precipitation_mm is
  'Of each value: rain and snow in all (mm of water). NULL: not given.';
