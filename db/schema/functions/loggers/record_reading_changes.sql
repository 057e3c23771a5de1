create function app.record_reading_changes(of_logger uuid, times timestamp[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into app.reading_changes (logger_uuid, first_utc, last_utc)
  select of_logger, min(first), max(last)
  from (
    select first, last, count(*) filter (where is_apart) over (order by day) as island
    from (
      select day, min(t) as first, max(t) as last,
        day - lag(day) over (order by day) > interval '1 day' as is_apart
      from (select t, date_trunc('day', t) as day from unnest(times) t) t
      group by day) d) i
  group by island;
end
$$;

comment on function app.record_reading_changes(uuid, timestamp[]) is
  'Records that readings of a logger changed: a row for each run of days without a gap. Caller: '
  'app.put_readings, and what deletes readings. Lock: none.';
