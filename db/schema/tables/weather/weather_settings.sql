create table app.weather_settings (
  is_only boolean not null default true,
  distance_km real not null,
  constraint weather_settings_pkey primary key (is_only),
  constraint weather_settings_is_only_check check (is_only)
);

comment on table app.weather_settings is
  'What functions of the database need to know of the settings of the service, which writes the one '
  'row as it starts. Without a row the defaults hold.';
comment on column app.weather_settings.is_only is 'True: there is one row.';
comment on column app.weather_settings.distance_km is
  'Up to so many km from a site a place has its weather (WEATHER_DISTANCE_KM).';
