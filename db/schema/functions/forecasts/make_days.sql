create function app.make_days(from_day date, to_day date)
returns integer
language plpgsql
set lock_timeout = '3s'
as $$
declare
  day date;
  name text;
  made integer := 0;
begin
  if not exists (
    select 1 from generate_series(0, to_day - from_day - 1) n
    where to_regclass('public.forecast_values_' || to_char(from_day + n, 'YYYYMMDD')) is null) then
    return 0;
  end if;
  perform pg_advisory_xact_lock(hashtext('app.make_days'));
  -- Also for writers that wait behind this: with a lock on the default partition alone they would
  -- find that their row no longer belongs there (23514).
  lock table only public.forecast_values in access exclusive mode;
  for day in select from_day + n from generate_series(0, to_day - from_day - 1) n loop
    name := 'forecast_values_' || to_char(day, 'YYYYMMDD');
    -- Not by to_regclass, which may still know from before the lock that there was none.
    continue when exists (
      select 1 from pg_class where relname = name and relnamespace = 'public'::regnamespace);
    execute format('create table public.%I (like public.forecast_values including defaults)', name);
    execute format(
      'with moved as (delete from public.forecast_values_default
         where start_utc >= %L and start_utc < %L returning *)
       insert into public.%I select * from moved', day, day + 1, name);
    execute format('alter table public.forecast_values attach partition public.%I
      for values from (%L) to (%L)', name, day, day + 1);
    made := made + 1;
  end loop;
  return made;
end
$$;

comment on function app.make_days(date, date) is
  'Makes the partitions of forecast_values for the days [from_day, to_day) that are missing, '
  'moves in what already fell into the default partition, and returns how many it made. Gives '
  'up with 55P03 after three seconds behind a long reader, since everybody who comes later '
  'would queue up behind it, too. Caller: the owner, at start and every quarter of an hour '
  '(service/forecasts/forecasts.ts). Lock: advisory ''app.make_days''; forecast_values and its '
  'default partition.';
