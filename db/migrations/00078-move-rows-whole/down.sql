set local check_function_bodies = off;

create or replace function app.insert_generation (
  sites uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  powers double precision[],
  numbers integer[],
  into_batch bigint
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  -- Keys that differ in their last digits alone are added to one place of the index.
  key text := gen_random_uuid();
  inserted integer;
begin
  -- In the order of the key, so that no writer in SQL is locked out of turn.
  begin
    insert into generation (generation_uuid, site_uuid, start_utc, end_utc, generation_power_kw,
      batch_id, batch_power_kw)
    select overlay(key placing lpad(to_hex(n), 12, '0') from 25)::uuid, sites[n], starts[n], ends[n],
      powers[n], into_batch, powers[n]
    from unnest(numbers) n order by 2, 3, 4;
  exception when unique_violation then
    -- A writer in SQL came first. Looking for such rows each time costs a fifth of the insertion.
    insert into generation (generation_uuid, site_uuid, start_utc, end_utc, generation_power_kw,
      batch_id, batch_power_kw)
    select gen_random_uuid(), sites[n], starts[n], ends[n], powers[n], into_batch, powers[n]
    from unnest(numbers) n order by 2, 3, 4
    on conflict (site_uuid, start_utc, end_utc) do nothing;
  end;
  get diagnostics inserted = row_count;
  return inserted;
end
$function$;

create or replace function app.lock_generation (
  sites uuid[]
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  buckets integer[];
  numbers integer[];
begin
  select array_agg(distinct abs(hash::bigint % 64)::integer), array_agg(distinct hash)
  into buckets, numbers
  from (select distinct hashtext(site_uuid::text) from unnest(sites) site_uuid) r (hash);
  -- Few sites: each by itself, so that a long transaction holds up no other site.
  if cardinality(numbers) <= 200 then
    perform pg_advisory_xact_lock_shared(hashtext('app.generation'), bucket)
    from (select unnest(buckets) order by 1) b (bucket);
    perform pg_advisory_xact_lock(hashtext('app.generation of a site'), number)
    from (select unnest(numbers) order by 1) n (number);
  else
    perform pg_advisory_xact_lock(hashtext('app.generation'), bucket)
    from (select unnest(buckets) order by 1) b (bucket);
  end if;
end
$function$;

create or replace function app.write_generation (
  of_kind text,
  sites uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  powers double precision[],
  replace boolean,
  into_batch bigint default null::bigint
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    replaced integer,
    deleted integer,
    conflicts jsonb,
    batch_id bigint
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  batch bigint := into_batch;
  plan record;
  new_rows integer[];
  lost integer[] := '{}';
  other_value integer[];
begin
  perform app.lock_generation(sites);
  if app.is_new_ground(sites, starts, ends, powers) then
    new_rows := array(select generate_subscripts(starts, 1));
  end if;
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
  where new_rows is null;
  new_rows := coalesce(new_rows, plan.new_rows, '{}');

  if batch is null and cardinality(new_rows || plan.new_powers || plan.gaps) > 0 then
    batch := app.open_batch(of_kind, cardinality(sites));
  end if;
  if cardinality(plan.new_powers) > 0 then
    perform app.keep_replaced(batch, plan.replaced_rows, false);
    update generation g set generation_power_kw = r.kw, batch_power_kw = r.kw, batch_id = batch,
      created_utc = now() at time zone 'utc'
    from (select generation_uuid, powers[n] as kw
      from unnest(plan.replaced_rows, plan.new_powers) r (generation_uuid, n)) r
    where g.generation_uuid = r.generation_uuid and g.site_uuid = any(sites);
  end if;
  if cardinality(plan.gaps) > 0 then
    perform app.keep_replaced(batch, plan.deleted_rows, true);
    delete from generation g
    where g.generation_uuid = any(plan.deleted_rows) and g.site_uuid = any(sites);
  end if;

  inserted := app.insert_generation(sites, starts, ends, powers, new_rows, batch);
  -- SQL writers take no lock here: the other rows were inserted by one of them meanwhile.
  if inserted < cardinality(new_rows) then
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
  update app.replaced_generation r set is_deleted = false
  from unnest(new_rows) n
  where r.batch_id = batch and r.site_uuid = sites[n] and r.start_utc = starts[n]
    and r.end_utc = ends[n] and r.is_deleted;

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
  from (select sites[n], min(starts[n]), max(ends[n]), effect, count(*)::integer
    from (select n, 'inserted' as effect from unnest(new_rows) n
      union all select n, 'replaced' from unnest(plan.new_powers) n
      union all select n, 'deleted' from unnest(plan.gaps) n) r
    group by 1, 4) r (site_uuid, first, last, effect, row_count)
  having count(*) > 0;
  batch_id := batch;
  return next;
end
$function$;

comment on function
  app.insert_generation(uuid[], timestamp without time zone[], timestamp without time zone[],
  double precision[], integer[], bigint) is 'Inserts those of these measurements whose numbers, from 1, are listed, and returns how many were inserted: a period that is stored already stays as it is. Caller: app.write_generation. Lock: the rows written.';
