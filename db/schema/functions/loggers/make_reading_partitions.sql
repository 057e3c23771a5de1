create function app.make_reading_partitions(days date[], is_planned boolean)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
as $$
declare
  day date;
  missing text;
  first date;
  after date;
  made integer := 0;
  left_over integer := 60;
begin
  if not exists (select 1 from unnest(days) d where app.reading_partition(d) is not null) then
    return 0;
  end if;
  begin
    perform pg_advisory_xact_lock(hashtext('app.make_reading_partitions'));
    if not is_planned then
      select 60 - count(*) into left_over from app.reading_partitions p
      where p.made_utc > (now() at time zone 'utc') - interval '1 hour';
    end if;
    for day in select distinct d from unnest(days) d order by d desc loop
      exit when left_over <= 0;
      missing := app.reading_partition(day);
      continue when missing is null;
      first := case when missing ~ '_\d{8}$' then day else date_trunc('month', day) end;
      after := case when missing ~ '_\d{8}$' then day + 1 else first + interval '1 month' end;
      -- Writers wait until the rows have moved; one whose row was on its way to the default partition
      -- then gets 23514 and tries again (app.put_readings).
      lock table app.logger_readings_default in access exclusive mode;
      execute format('create table app.%I (like app.logger_readings including defaults)', missing);
      execute format(
        'with moved as (delete from app.logger_readings_default
           where time_utc >= %L and time_utc < %L returning *)
         insert into app.%I select * from moved', first, after, missing);
      execute format('alter table app.logger_readings attach partition app.%I
        for values from (%L) to (%L)', missing, first, after);
      if not is_planned then
        insert into app.reading_partitions (name) values (missing)
        on conflict (name) do update set made_utc = excluded.made_utc;
        left_over := left_over - 1;
      end if;
      made := made + 1;
    end loop;
  exception when lock_not_available or deadlock_detected then
    return 0; -- Somebody reads or writes for long: the default partition takes the readings.
  end;
  return made;
end
$$;

comment on function app.make_reading_partitions(date[], boolean) is
  'Makes the partitions of app.logger_readings that these days lack, newest first, moves in what '
  'already fell into the default partition, and returns how many it made. Unless they are planned, '
  'at most 60 are made in an hour, and 0 after a second behind a long reader or writer: the default '
  'partition then takes the readings. Caller: the owner (sql/loggers/partitions.ts), '
  'app.put_readings. Lock: advisory ''app.make_reading_partitions''; the default partition ACCESS '
  'EXCLUSIVE, app.logger_readings SHARE UPDATE EXCLUSIVE.';
