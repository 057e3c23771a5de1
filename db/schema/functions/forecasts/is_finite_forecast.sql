create function app.is_finite_forecast(start_utc timestamp, end_utc timestamp,
  power_kw double precision)
returns boolean
language sql immutable parallel safe
as $$
select end_utc > start_utc and end_utc <= start_utc + interval '1 day'
  and power_kw > '-Infinity' and power_kw < 'Infinity'
$$;

comment on function app.is_finite_forecast(timestamp, timestamp, double precision) is
  'Returns true for a forecast value that can be shown: finite power (the Python SDK can store '
  'NaN, which is greater than infinity here) over a period of up to a day. All other values '
  'are read as if they were not there. Caller: functions that read forecasts. Lock: none.';
