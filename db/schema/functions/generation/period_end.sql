create function app.period_end(start_utc timestamp, end_utc timestamp, every_minutes integer)
returns timestamp
language sql immutable
as $$
select case when every_minutes is not null and end_utc = start_utc + interval '5 minutes'
  then start_utc + make_interval(mins => every_minutes) else end_utc end
$$;

comment on function app.period_end(timestamp, timestamp, integer) is
  'Returns until when a measured period lasts: of a row of 5 minutes at a site that states how '
  'often it is measured (sites.measured_every_minutes) that long, else its end. Caller: '
  'functions that write generation. Lock: none.';
