create function app.insert_readings(ids bigint[], times timestamp[], readings double precision[],
  numbers integer[])
returns integer[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  inserted integer[];
begin
  for attempt in 1..3 loop
    begin
      with stored as (
        insert into app.logger_readings (variable_id, time_utc, value, number)
        select * from unnest(ids, times, readings, numbers)
        on conflict do nothing returning number)
      select coalesce(array_agg(coalesce(s.number, 0)), '{}') into inserted from stored s;
      return inserted;
    exception when check_violation then
      -- A partition was made for readings that were on their way to the default partition.
      if attempt = 3 then raise; end if;
    end;
  end loop;
end
$$;

comment on function app.insert_readings(bigint[], timestamp[], double precision[], integer[]) is
  'Inserts readings and returns the session number of each that was new, 0 for none. Caller: '
  'app.put_readings. Lock: the new rows.';
