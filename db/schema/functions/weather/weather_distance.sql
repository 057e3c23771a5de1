create function app.weather_distance()
returns double precision
language sql stable
as $$
select coalesce((select distance_km from app.weather_settings), 5)::double precision
$$;

comment on function app.weather_distance() is
  'Returns up to how many km from a site a place has its weather. Caller: app.weather_near, '
  'app.send_weather, app.list_weather_runs. Lock: none.';
