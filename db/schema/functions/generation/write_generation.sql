create function app.write_generation(of_kind text, sites uuid[], starts timestamp[],
  ends timestamp[], powers double precision[], replace boolean, into_batch bigint default null)
returns table (inserted integer, unchanged integer, conflicting integer, replaced integer,
  deleted integer, conflicts jsonb, batch_id bigint)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  batch bigint := into_batch;
  plan record;
  all_new boolean;
  -- NULL: all of them.
  new_rows integer[];
  new_count integer;
  lost integer[] := '{}';
  other_value integer[];
begin
  perform app.lock_generation(sites);
  all_new := app.is_new_ground(sites, starts, ends, powers);
  select array_agg(n order by n) filter (where effect = 'inserted') as new_rows,
    coalesce(array_agg(n order by n) filter (where effect = 'replaced'), '{}') as new_powers,
    coalesce(array_agg(generation_uuid order by n) filter (where effect = 'replaced'), '{}')
      as replaced_rows,
    coalesce(array_agg(n order by n) filter (where effect = 'deleted'), '{}') as gaps,
    coalesce(array_agg(generation_uuid order by n) filter (where effect = 'deleted'), '{}')
      as deleted_rows,
    coalesce(array_agg(n order by n) filter (where effect like '% %'), '{}') as refused,
    coalesce(array_agg(effect order by n) filter (where effect like '% %'), '{}') as reasons
  into plan from app.judge_generation(sites, starts, ends, powers, replace)
  where not all_new;
  if not all_new then new_rows := coalesce(plan.new_rows, '{}'); end if;
  new_count := case when all_new then cardinality(starts) else cardinality(new_rows) end;

  if batch is null and new_count + cardinality(plan.new_powers || plan.gaps) > 0 then
    batch := app.open_batch(of_kind, cardinality(sites));
  end if;
  if cardinality(plan.new_powers) > 0 then
    perform app.keep_replaced(batch, plan.replaced_rows, false);
    update generation g set generation_power_kw = r.kw, batch_power_kw = r.kw, batch_id = batch,
      created_utc = now() at time zone 'utc'
    from (select generation_uuid, kw
      from unnest(plan.replaced_rows, plan.new_powers) r (generation_uuid, n)
      join unnest(powers) with ordinality p (kw, n) using (n)) r
    where g.generation_uuid = r.generation_uuid and g.site_uuid = any(sites);
  end if;
  if cardinality(plan.gaps) > 0 then
    perform app.keep_replaced(batch, plan.deleted_rows, true);
    delete from generation g
    where g.generation_uuid = any(plan.deleted_rows) and g.site_uuid = any(sites);
  end if;

  inserted := app.insert_generation(sites, starts, ends, powers, new_rows, batch);
  -- SQL writers take no lock here: the other rows were inserted by one of them meanwhile.
  if inserted < new_count then
    new_rows := coalesce(new_rows, array(select generate_subscripts(starts, 1)));
    lost := array(select n from unnest(new_rows) n
      left join generation g on g.site_uuid = sites[n] and g.start_utc = starts[n]
        and g.end_utc = ends[n] and g.batch_id = batch and g.site_uuid = any(sites)
      where g.site_uuid is null);
    other_value := array(select n from unnest(lost) n
      join generation g on g.site_uuid = sites[n] and g.start_utc = starts[n]
        and g.end_utc = ends[n] and g.generation_power_kw <> powers[n]
      where g.site_uuid = any(sites));
    plan.refused := plan.refused || other_value;
    plan.reasons := plan.reasons
      || array_fill('other value'::text, array[cardinality(other_value)]);
    new_rows := array(select n from unnest(new_rows) n where n <> all(lost));
  end if;
  -- A shared batch may bring again what it deleted.
  if exists (select 1 from app.replaced_generation r where r.batch_id = batch) then
    update app.replaced_generation r set is_deleted = false
    from unnest(sites, starts, ends) with ordinality s (site_uuid, start_utc, end_utc, n)
    where r.batch_id = batch and r.site_uuid = s.site_uuid and r.start_utc = s.start_utc
      and r.end_utc = s.end_utc and r.is_deleted
      and (new_rows is null or s.n in (select unnest(new_rows)));
  end if;

  replaced := cardinality(plan.new_powers);
  deleted := cardinality(plan.gaps);
  conflicting := cardinality(plan.refused);
  unchanged := cardinality(sites) - inserted - replaced - deleted - conflicting;
  select coalesce(jsonb_agg(jsonb_build_object('row', n, 'site_uuid', sites[n],
      'start_utc', (to_jsonb(starts[n]) #>> '{}') || 'Z',
      'end_utc', (to_jsonb(ends[n]) #>> '{}') || 'Z', 'reason', reason) order by n),
    '[]') into conflicts
  from (select * from unnest(plan.refused, plan.reasons) r (n, reason) order by n limit 100) r;
  perform app.count_batch(batch, array_agg(site_uuid), array_agg(first), array_agg(last),
    array_agg(effect), row_counts => array_agg(row_count))
  from (select site_uuid, min(start_utc), max(end_utc), effect, count(*)::integer
    from (select site_uuid, start_utc, end_utc, 'inserted' as effect
        from unnest(sites, starts, ends) with ordinality s (site_uuid, start_utc, end_utc, n)
        where new_rows is null or n in (select unnest(new_rows))
      union all select sites[n], starts[n], ends[n], 'replaced' from unnest(plan.new_powers) n
      union all select sites[n], starts[n], ends[n], 'deleted' from unnest(plan.gaps) n) r
    group by 1, 4) r (site_uuid, first, last, effect, row_count)
  having count(*) > 0;
  batch_id := batch;
  return next;
end
$$;

comment on function app.write_generation(text, uuid[], timestamp[], timestamp[],
  double precision[], boolean, bigint) is
  'Stores checked measurements in a batch, by default one opened for this kind. A power that is '
  'NULL is a gap. Returns what became of the rows, the batch (NULL: none was opened), and the '
  'first 100 conflicts: [{row, site_uuid, start_utc, end_utc, reason}], as '
  'app.judge_generation names them. Caller: app.ingest_generation. Lock: app.lock_generation, '
  'app.open_batch, the rows written, app.count_batch.';
