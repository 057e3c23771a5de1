create function app.session_numbers(of_logger uuid, times timestamp[])
returns integer[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  first constant timestamp := (select min(t) from unnest(times) t);
  last constant timestamp := (select max(t) from unnest(times) t);
  numbers integer[];
  starts timestamp[];
  ends timestamp[];
begin
  select array_agg(s.number), array_agg(s.started_utc),
    array_agg(coalesce(s.stopped_utc, 'infinity'))
  into numbers, starts, ends
  from app.logger_sessions s
  where s.logger_uuid = of_logger and s.started_utc <= last
    and (s.stopped_utc is null or s.stopped_utc > first);
  if numbers is null then return null; end if;
  return array(
    select (select max(s.number) from unnest(numbers, starts, ends) s (number, start, after)
      where s.start <= t and t < s.after)
    from unnest(times) with ordinality k (t, place) order by place);
end
$$;

comment on function app.session_numbers(uuid, timestamp[]) is
  'Returns for each time the number of the session of a logger that it lies in, the highest of '
  'several, NULL for none; NULL at all if no session has any of them. Caller: app.put_readings. '
  'Lock: none.';
