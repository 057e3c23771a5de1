create function app.kilometres(latitude_a double precision, longitude_a double precision,
  latitude_b double precision, longitude_b double precision)
returns double precision
language sql immutable parallel safe
as $$
select 2 * 6371 * asin(least(1, sqrt(sind((latitude_a - latitude_b) / 2) ^ 2
  + cosd(latitude_a) * cosd(latitude_b) * sind((longitude_a - longitude_b) / 2) ^ 2)))
$$;

comment on function app.kilometres(double precision, double precision, double precision,
  double precision) is
  'Returns the distance of two places on the ground in km: the haversine formula, for a sphere. '
  'Caller: app.weather_near, app.list_weather_runs. Lock: none.';
