set local check_function_bodies = off;

create or replace function app.correct_readings (
  ids bigint[],
  times timestamp without time zone[],
  readings double precision[]
)
  returns integer
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  set enable_seqscan to 'off'
  AS $function$
declare
  first constant timestamp := (select min(t) from unnest(times) t);
  last constant timestamp := (select max(t) from unnest(times) t);
  corrected integer;
begin
  -- Each reading is looked up by its key, whatever the planner believes of a new partition: joined
  -- the other way round, every reading of that time would be compared with every one that was sent.
  insert into app.logger_readings (variable_id, time_utc, value)
  select k.variable_id, k.time_utc, k.value
  from unnest(ids, times, readings) k (variable_id, time_utc, value)
  cross join lateral (
    select r.value from app.logger_readings r
    where r.variable_id = k.variable_id and r.time_utc = k.time_utc
      and r.time_utc >= first and r.time_utc <= last
    offset 0) r
  where r.value <> k.value
  on conflict (variable_id, time_utc) do update set value = excluded.value;
  get diagnostics corrected = row_count;
  return corrected;
end
$function$;
