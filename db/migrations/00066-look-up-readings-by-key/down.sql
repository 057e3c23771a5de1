set local check_function_bodies = off;

create or replace function app.correct_readings (
  ids bigint[],
  times timestamp without time zone[],
  readings double precision[]
)
  returns integer
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  set enable_hashjoin to 'off'
  set enable_mergejoin to 'off'
  set enable_seqscan to 'off'
  AS $function$
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
$function$;
