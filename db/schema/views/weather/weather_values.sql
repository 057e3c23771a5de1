create view app.weather_values as
select r.weather_run_uuid, w.source, w.site_group_uuid, w.site_uuid, w.latitude, w.longitude,
  r.issued_utc, r.received_utc, v.start_utc, v.end_utc,
  v.ghi_w_m2, v.dni_w_m2, v.dhi_w_m2, v.cloud_cover, v.temperature_c,
  v.wind_speed_m_s, v.wind_height_m, v.wind_direction_degrees,
  v.gusts_m_s, v.precipitation_mm
from app.weather_runs r
join app.weather_series w on w.series_uuid = r.series_uuid
left join app.weather_run_values a on a.weather_run_uuid = r.weather_run_uuid
cross join lateral (
  select r.first_hour_utc + (place - 1) * interval '1 hour' as start_utc,
    r.first_hour_utc + place * interval '1 hour' as end_utc,
    r.ghi_w_m2[place] as ghi_w_m2,
    r.dni_w_m2[place] as dni_w_m2,
    r.dhi_w_m2[place] as dhi_w_m2,
    r.cloud_cover[place] as cloud_cover,
    r.temperature_c[place] as temperature_c,
    r.wind_speed_m_s[place] as wind_speed_m_s,
    r.wind_height_m[place] as wind_height_m,
    r.wind_direction_degrees[place] as wind_direction_degrees,
    r.gusts_m_s[place] as gusts_m_s,
    r.precipitation_mm[place] as precipitation_mm
  from generate_series(1, r.hour_count) place where r.is_hourly
  union all
  select a.starts[place], a.ends[place],
    a.ghi_w_m2[place],
    a.dni_w_m2[place],
    a.dhi_w_m2[place],
    a.cloud_cover[place],
    a.temperature_c[place],
    a.wind_speed_m_s[place],
    a.wind_height_m[place],
    a.wind_direction_degrees[place],
    a.gusts_m_s[place],
    a.precipitation_mm[place]
  from generate_series(1, cardinality(a.starts)) place where not r.is_hourly) v;

comment on view app.weather_values is
  'Runs of weather models as they were sent or fetched, one row a value: for modellers. Means of '
  '[start_utc, end_utc), gusts the highest, precipitation the sum; NULL: not given. '
  'site_group_uuid: who sent the run (NULL: the service fetched it); site_uuid: the site for '
  'which alone it is (NULL: it is for the place). All times are UTC. Ask for a range of issued_utc.';
grant select on app.weather_values to sitecast_sdk;
