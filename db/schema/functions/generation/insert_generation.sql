create function app.insert_generation(sites uuid[], starts timestamp[], ends timestamp[],
  powers double precision[], numbers integer[], into_batch bigint)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  -- Keys that differ in their last digits alone are added to one place of the index.
  key text := gen_random_uuid();
  inserted integer;
begin
  -- By unnest: to take one element of an array with a NULL, PostgreSQL counts through all before it.
  -- In the order of the key, so that no writer in SQL is locked out of turn.
  begin
    insert into generation (generation_uuid, site_uuid, start_utc, end_utc, generation_power_kw,
      batch_id, batch_power_kw)
    select overlay(key placing lpad(to_hex(n), 12, '0') from 25)::uuid, site_uuid, start_utc,
      end_utc, kw, into_batch, kw
    from unnest(sites, starts, ends, powers) with ordinality r (site_uuid, start_utc, end_utc, kw, n)
    where numbers is null or n in (select unnest(numbers))
    order by 2, 3, 4;
  exception when unique_violation then
    -- A writer in SQL came first. Looking for such rows each time costs a fifth of the insertion.
    insert into generation (generation_uuid, site_uuid, start_utc, end_utc, generation_power_kw,
      batch_id, batch_power_kw)
    select gen_random_uuid(), site_uuid, start_utc, end_utc, kw, into_batch, kw
    from unnest(sites, starts, ends, powers) with ordinality r (site_uuid, start_utc, end_utc, kw, n)
    where numbers is null or n in (select unnest(numbers))
    order by 2, 3, 4
    on conflict (site_uuid, start_utc, end_utc) do nothing;
  end;
  get diagnostics inserted = row_count;
  return inserted;
end
$$;

comment on function app.insert_generation(uuid[], timestamp[], timestamp[], double precision[],
  integer[], bigint) is
  'Inserts those of these measurements whose numbers, from 1, are listed (NULL: all), and returns '
  'how many were inserted: a period that is stored already stays as it is. Caller: '
  'app.write_generation. Lock: the rows written.';
