create function app.day_ahead_deadline(start_utc timestamp, day_ahead interval, utc_offset interval)
returns timestamp
language sql immutable parallel safe
as $$
select date_trunc('day', start_utc + utc_offset - interval '1 day') + day_ahead - utc_offset
$$;

comment on function app.day_ahead_deadline(timestamp, interval, interval) is
  'Returns the last time of writing (UTC) that counts as a day ahead of a target time: '
  'day_ahead after the midnight that begins the day before it, in days of utc_offset. Caller: '
  'app.past_forecast_values. Lock: none.';
