create function app.correct_readings(ids bigint[], times timestamp[], readings double precision[])
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
declare
  first constant timestamp := (select min(t) from unnest(times) t);
  last constant timestamp := (select max(t) from unnest(times) t);
  corrected integer;
begin
  update app.logger_readings r set value = k.value
  from unnest(ids, times, readings) k (variable_id, time_utc, value)
  where r.variable_id = k.variable_id and r.time_utc = k.time_utc
    and r.time_utc >= first and r.time_utc <= last and r.value <> k.value;
  get diagnostics corrected = row_count;
  return corrected;
end
$$;

comment on function app.correct_readings(bigint[], timestamp[], double precision[]) is
  'Gives readings that are stored the values that were sent, and returns how many had another one. '
  'Caller: app.put_readings. Lock: those rows.';
