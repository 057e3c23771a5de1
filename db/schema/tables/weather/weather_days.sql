create table app.weather_days (
  series_uuid uuid not null,
  day date not null,
  issued_utc timestamp[] not null,
  received_utc timestamp[] not null,
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
  constraint weather_days_pkey primary key (series_uuid, day),
  constraint weather_days_series_uuid_fkey foreign key (series_uuid)
    references app.weather_series on delete cascade
);

comment on table app.weather_days is
  'The weather of past days that models learn from, for good: of each of the 24 hours of a UTC day '
  'what the newest run said that had been issued and received 12 hours before it, or else the next '
  'one after that. Written once, when the day is over; runs that come later change nothing.';
comment on column app.weather_days.series_uuid is 'Source and place.';
comment on column app.weather_days.day is 'The day (UTC).';
comment on column app.weather_days.issued_utc is
  'Of each hour: when its run was made (UTC). NULL: no run has the hour.';
comment on column app.weather_days.received_utc is
  'Of each hour: when its run was stored here (UTC). NULL: no run has the hour.';
comment on column app.weather_days.ghi_w_m2 is
  'Of each hour: mean global horizontal irradiance (W/m²). NULL: not given.';
comment on column app.weather_days.dni_w_m2 is
  'Of each hour: mean direct normal irradiance (W/m²). NULL: not given.';
comment on column app.weather_days.dhi_w_m2 is
  'Of each hour: mean diffuse horizontal irradiance (W/m²). NULL: not given.';
comment on column app.weather_days.cloud_cover is
  'Of each hour: mean cloud cover, 0 to 1. NULL: not given.';
comment on column app.weather_days.temperature_c is
  'Of each hour: mean temperature 2 m above the ground (°C). NULL: not given.';
comment on column app.weather_days.wind_speed_m_s is
  'Of each hour: mean wind speed (m/s). NULL: not given.';
comment on column app.weather_days.wind_height_m is
  'Of each hour: height of the wind above the ground (m). NULL: not given.';
comment on column app.weather_days.wind_direction_degrees is
  'Of each hour: mean direction from which the wind blows (degrees; 0 north, 90 east). NULL: not given.';
comment on column app.weather_days.gusts_m_s is
  'Of each hour: highest gust (m/s). NULL: not given.';
comment on column app.weather_days.precipitation_mm is
  'Of each hour: rain and snow in all (mm of water). NULL: not given.';
