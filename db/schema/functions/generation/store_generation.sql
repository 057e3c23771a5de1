create function app.store_generation(generation jsonb)
returns bigint
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare stored bigint;
begin
  insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
  select site_uuid, start_utc at time zone 'utc', end_utc at time zone 'utc', generation_power_kw
  from jsonb_to_recordset(store_generation.generation) r (site_uuid uuid, start_utc timestamptz,
    end_utc timestamptz, generation_power_kw float8)
  order by 1, 2
  on conflict do nothing;
  get diagnostics stored = row_count;
  return stored;
end
$$;

comment on function app.store_generation(jsonb) is
  'Stores measurements of any sites and returns how many were new; the first value of a period '
  'stays. generation: [{site_uuid, start_utc, end_utc, generation_power_kw}]; times carry an '
  'offset. In the order of the key, so that two callers with the same rows cannot deadlock. '
  'Caller: the owner (sql/generation/generation.ts). Lock: the rows inserted.';
