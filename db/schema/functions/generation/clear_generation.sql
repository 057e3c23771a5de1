create function app.clear_generation(batch bigint, of_site uuid, range_start timestamp,
  range_end timestamp, kept_starts timestamp[], kept_ends timestamp[],
  kept_powers double precision[])
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  held record;
begin
  perform app.lock_generation(array[of_site]);
  select array_agg(generation_uuid) filter (where is_taken) as rows,
    array_agg(of_site) filter (where is_taken) as sites,
    array_agg(start_utc) filter (where is_taken) as starts,
    array_agg(lasts_utc) filter (where is_taken) as ends,
    array_agg(start_utc order by start_utc) filter (where is_over) as over,
    array_agg(start_utc order by start_utc) filter (where not is_own) as foreign_rows into held
  from (select s.*, s.start_utc < range_start or s.lasts_utc > range_end as is_over,
      k.first is null as is_taken
    from app.stored_near(array[of_site], array[range_start], array[range_end]) s
    left join (select distinct first, last
      from unnest(kept_starts, kept_ends, kept_powers) k (first, last, kw)
      where kw is not null) k on k.first = s.start_utc and k.last = s.end_utc
    where s.start_utc < range_end and (s.lasts_utc > range_start or s.start_utc >= range_start)) r;
  perform app.refuse_range(held.foreign_rows,
    'This range holds %s that your group did not bring: %s. Nothing was changed.');
  perform app.refuse_range(held.over,
    'The range cuts through %s, from %s. Begin and end it where periods do. Nothing was changed.');
  if held.rows is null then return 0; end if;
  perform app.keep_replaced(batch, held.rows, true);
  delete from generation g where g.generation_uuid = any(held.rows) and g.site_uuid = of_site;
  perform app.count_batch(batch, held.sites, held.starts, held.ends,
    array_fill('deleted'::text, array[cardinality(held.rows)]));
  return cardinality(held.rows);
end
$$;

comment on function app.clear_generation(bigint, uuid, timestamp, timestamp, timestamp[],
  timestamp[], double precision[]) is
  'Deletes the measurements of a site in [range_start, range_end), but those of the periods to be '
  'kept, whose power is not NULL, and returns how many. Throws SC409 when the range holds any '
  'that the scope''s group did not bring, or when a stored period reaches over its edge. Caller: '
  'app.ingest_generation, app.delete_generation. Lock: app.lock_generation, the rows deleted.';
