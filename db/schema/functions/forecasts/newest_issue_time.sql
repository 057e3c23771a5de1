create function app.newest_issue_time(start_utc timestamp, made_by timestamp, min_horizon integer,
  day_ahead interval, of_zone text)
returns timestamp
language sql immutable parallel safe
as $$
select least(start_utc, made_by, app.day_ahead_deadline(start_utc, day_ahead, of_zone),
  start_utc - coalesce(min_horizon, 0) * interval '1 minute')
$$;

comment on function app.newest_issue_time(timestamp, timestamp, integer, interval, text) is
  'Returns the newest issue time that a run may have to serve a target time under these '
  'conditions (NULL: none), where days are in order (app.target_days). Caller: '
  'app.past_forecast_values. Lock: none.';
