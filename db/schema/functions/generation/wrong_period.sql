create function app.wrong_period(start_utc timestamp, end_utc timestamp)
returns text
language sql immutable
as $$
select case
  when start_utc is null then app.wrong_time('start_utc')
  when end_utc is null then app.wrong_time('end_utc')
  when end_utc <= start_utc then 'end_utc|end_utc must be after start_utc.'
  when end_utc > start_utc + interval '1 day'
    then 'end_utc|end_utc must be at most one day after start_utc.' end
$$;

comment on function app.wrong_period(timestamp, timestamp) is
  'Returns what is wrong with a period, as field|sentence; NULL for a good one. Caller: '
  'ingestion. Lock: none.';
