create function app.reading_partition(day date)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  today constant date := (now() at time zone 'utc')::date;
  of_day constant text := 'logger_readings_' || to_char(day, 'YYYYMMDD');
  of_month constant text := 'logger_readings_' || to_char(day, 'YYYYMM');
begin
  if day < today - interval '2 years' or to_regclass('app.' || of_day) is not null
    or to_regclass('app.' || of_month) is not null then
    return null;
  end if;
  if day >= today - 2 or exists (
    select 1 from pg_class c
    where c.relnamespace = 'app'::regnamespace and c.relkind = 'r'
      and c.relname like of_month || '__') then
    return of_day;
  end if;
  return of_month;
end
$$;

comment on function app.reading_partition(date) is
  'Returns the name of the partition of app.logger_readings that a day (UTC) lacks: one of the day '
  'itself from two days ago on and in months that have such partitions, else of its month. NULL: it '
  'has one, or lies more than two years back, where the default partition is enough. Caller: '
  'app.make_reading_partitions, app.put_readings. Lock: none.';
