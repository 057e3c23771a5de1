create function app.keep_first_generation(of_site uuid, starts timestamp[], powers double precision[])
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  ends timestamp[] := array(select s + interval '5 min'
    from unnest(starts) with ordinality u (s, n) order by n);
  sites uuid[] := array_fill(of_site, array[cardinality(starts)]);
  numbers integer[];
  batch bigint;
  inserted integer;
begin
  perform app.check_sites(array[of_site]);
  perform app.lock_generation(array[of_site]);
  numbers := array(select n from generate_subscripts(starts, 1) n
    left join generation g on g.site_uuid = of_site and g.start_utc = starts[n]
      and g.end_utc = ends[n]
    where g.site_uuid is null);
  if cardinality(numbers) = 0 then return 0; end if;
  batch := app.open_batch('sent', cardinality(numbers));
  inserted := app.insert_generation(sites, starts, ends, powers, numbers, batch);
  perform app.count_batch(batch, array[of_site], array[min(s)], array[max(e)], array['inserted'],
    row_counts => array[inserted])
  from unnest(numbers) n, lateral (select starts[n], ends[n]) u (s, e) having inserted > 0;
  return inserted;
end
$$;

comment on function app.keep_first_generation(uuid, timestamp[], double precision[]) is
  'Stores measurements of a site of the scope as periods of five minutes, in a batch, and returns '
  'how many were new: what is stored for a period stays, and periods may overlap, as the Python SDK '
  'stores them. No start may come twice. Throws P0002 for a site that the scope does not see. '
  'Caller: web roles (sql/quartz/generation.ts). Lock: app.lock_generation, app.open_batch, the '
  'rows written.';
grant execute on function app.keep_first_generation(uuid, timestamp[], double precision[])
  to sitecast_app, sitecast_admin;
