create function app.day_ahead_deadline(start_utc timestamp, day_ahead interval, of_zone text)
returns timestamp
language sql immutable parallel safe
as $$
select ((date_trunc('day', (start_utc at time zone 'utc') at time zone of_zone - interval '1 day')
  + day_ahead) at time zone of_zone) at time zone 'utc'
$$;

comment on function app.day_ahead_deadline(timestamp, interval, text) is
  'Returns the last time of writing (UTC) that counts as a day ahead of a target time: when a '
  'clock of of_zone shows day_ahead after midnight on the day before the target''s. So it is at '
  'the same time of that clock on days on which it changes, too. Caller: '
  'app.newest_issue_time, app.first_served, app.past_forecast_values. Lock: none.';
