create function app.first_served(chosen_utc timestamp, made_by timestamp, min_horizon integer,
  day_ahead interval, utc_offset interval)
returns timestamp
language sql immutable parallel safe
as $$
select case when made_by < chosen_utc then timestamp 'infinity' else greatest(chosen_utc,
  chosen_utc + min_horizon * interval '1 minute',
  date_trunc('day', chosen_utc + interval '2 days' - interval '1 microsecond' - day_ahead
    + utc_offset) - utc_offset) end
$$;

comment on function app.first_served(timestamp, timestamp, integer, interval, interval) is
  'Returns the first target time that a choice made at chosen_utc holds for under these '
  'conditions: the first whose app.newest_issue_time is not before it; infinity if there is '
  'none. Caller: app.shown_models. Lock: none.';
