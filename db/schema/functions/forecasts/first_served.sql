create function app.first_served(chosen_utc timestamp, made_by timestamp, min_horizon integer,
  day_ahead interval, of_zone text)
returns timestamp
language sql immutable parallel safe
as $$
select case when made_by < chosen_utc then timestamp 'infinity' else greatest(chosen_utc,
  chosen_utc + min_horizon * interval '1 minute',
  (select min(begins) from (
    select (day at time zone of_zone) at time zone 'utc' as begins
    from generate_series(
      date_trunc('day', (chosen_utc at time zone 'utc') at time zone of_zone - day_ahead),
      date_trunc('day', (chosen_utc at time zone 'utc') at time zone of_zone - day_ahead)
        + interval '3 days', interval '1 day') day) d
  where app.day_ahead_deadline(begins, day_ahead, of_zone) >= chosen_utc)) end
$$;

comment on function app.first_served(timestamp, timestamp, integer, interval, text) is
  'Returns the first target time that a choice made at chosen_utc holds for under these '
  'conditions: the first whose app.newest_issue_time is not before it; infinity if there is '
  'none. A day ahead that is the midnight of a day of of_zone. Caller: app.shown_models. Lock: none.';
