set local check_function_bodies = off;

drop function
  app.ingest_generation(jsonb, boolean, uuid, timestamp without time zone, timestamp without
  time zone);

drop function
  app.write_generation(text, uuid[], timestamp without time zone[], timestamp without time
  zone[], double precision[], boolean, bigint);

create or replace function app.ingest_generation (
  body jsonb,
  replace boolean,
  range_site uuid default null::uuid,
  range_start timestamp without time zone default null::timestamp without time zone,
  range_end timestamp without time zone default null::timestamp without time zone
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    replaced integer,
    deleted integer,
    first_conflict text,
    conflicts jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  checks record;
  sites uuid[];
  batch bigint;
  cleared integer := 0;
begin
  -- Reading the rows takes longer than storing them: it is done once, into arrays.
  with sent as materialized (
    select n, site_uuid, start_utc as start_text, app.as_utc(start_utc) as start_utc,
      app.as_utc(end_utc) as end_utc, app.as_double(power) as kw,
      power is null as is_gap
    from rows from (jsonb_to_recordset(body) as (site_uuid uuid, start_utc text, end_utc text,
      generation_power_kw jsonb)) with ordinality r (site_uuid, start_utc, end_utc, power, n)),
  ours as materialized (
    select site_uuid from sites where site_uuid in (select site_uuid from sent)
      and site_uuid = any((select app.visible_sites())::uuid[])),
  checked as (
    select sent.*, case
        when ours.site_uuid is null then 'site_uuid|'
        when app.wrong_period(start_utc, end_utc) is not null
          then app.wrong_period(start_utc, end_utc)
        when kw is null and not is_gap
          then 'generation_power_kw|generation_power_kw must be a finite number.'
        when kw is distinct from first_value(kw) over period
          then format('generation_power_kw|row %s has another value for this period.',
            first_value(n) over period)
      end as problem
    from sent left join ours using (site_uuid)
    window period as (partition by site_uuid, start_utc, end_utc order by n))
  select one.*, all_rows.* into checks
  from (select array_agg(site_uuid) as sites, array_agg(start_utc) as starts,
      array_agg(end_utc) as ends, array_agg(kw) as powers
      from sent) all_rows
    left join (select n, site_uuid, start_text, problem from checked
      where problem is not null order by n limit 1) one on true;
  if checks.problem is not null then
    perform app.refuse_row('Row ' || checks.n, checks.site_uuid, checks.start_text,
      format('values.%s.', checks.n - 1), checks.problem);
  end if;

  sites := coalesce(checks.sites, '{}');
  if range_start is not null then
    if exists (select 1 from unnest(sites, checks.starts, checks.ends, checks.powers)
        s (site_uuid, start_utc, end_utc, kw)
      where s.site_uuid <> range_site or s.start_utc < range_start or s.end_utc > range_end) then
      raise 'Each value must be of the site and lie within start and end.'
        using errcode = 'SC422', column = 'values';
    end if;
    perform app.check_sites(array[range_site]);
    batch := app.open_batch('corrected', cardinality(sites));
    cleared := app.clear_generation(batch, range_site, range_start, range_end, checks.starts,
      checks.ends, checks.powers);
  end if;
  select w.inserted, w.unchanged, w.conflicting, w.replaced, w.deleted + cleared, w.conflicts,
    'Row ' || (w.conflicts -> 0 ->> 'row')
  into inserted, unchanged, conflicting, replaced, deleted, conflicts, first_conflict
  from app.write_generation('sent', sites, checks.starts, checks.ends, checks.powers,
    ingest_generation.replace or range_start is not null, batch) w;
  if range_start is not null and conflicting > 0 then
    raise '%: %. Nothing was changed.', first_conflict, conflicts -> 0 ->> 'reason'
      using errcode = 'SC409';
  end if;
  return next;
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
    conflicts jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  batch bigint := into_batch;
  plan record;
  done record;
  lost integer[];
begin
  perform app.lock_generation(sites);
  select coalesce(array_agg(n order by n) filter (where effect = 'inserted'), '{}') as new_rows,
    coalesce(array_agg(n order by n) filter (where effect = 'replaced'), '{}') as new_powers,
    coalesce(array_agg(generation_uuid order by n) filter (where effect = 'replaced'), '{}')
      as replaced_rows,
    coalesce(array_agg(n order by n) filter (where effect = 'deleted'), '{}') as gaps,
    coalesce(array_agg(generation_uuid order by n) filter (where effect = 'deleted'), '{}')
      as deleted_rows,
    coalesce(array_agg(n order by n) filter (where effect like '% %'), '{}') as refused,
    coalesce(array_agg(effect order by n) filter (where effect like '% %'), '{}') as reasons
  into plan from app.judge_generation(sites, starts, ends, powers, replace);

  if batch is null and cardinality(plan.new_rows || plan.new_powers || plan.gaps) > 0 then
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

  -- In the order of the key, so that no writer in SQL is locked out of turn.
  with made as (
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw, batch_id,
      batch_power_kw)
    select sites[n], starts[n], ends[n], powers[n], batch, powers[n]
    from unnest(plan.new_rows) n order by 1, 2, 3
    on conflict (site_uuid, start_utc, end_utc) do nothing
    returning site_uuid, start_utc, end_utc)
  select array_agg(n) filter (where made.site_uuid is null) as lost,
    array_agg(n) filter (where made.site_uuid is not null) as stored into done
  from unnest(plan.new_rows) n
  left join made on made.site_uuid = sites[n] and made.start_utc = starts[n]
    and made.end_utc = ends[n];
  update app.replaced_generation r set is_deleted = false
  from unnest(done.stored) n
  where r.batch_id = batch and r.site_uuid = sites[n] and r.start_utc = starts[n]
    and r.end_utc = ends[n] and r.is_deleted;

  -- SQL writers take no lock here: these rows were inserted by one of them meanwhile.
  if done.lost is not null then
    lost := array(select n from unnest(done.lost) n
      join generation g on g.site_uuid = sites[n] and g.start_utc = starts[n]
        and g.end_utc = ends[n] and g.generation_power_kw <> powers[n]
      where g.site_uuid = any(sites));
    plan.refused := plan.refused || lost;
    plan.reasons := plan.reasons || array_fill('other value'::text, array[cardinality(lost)]);
  end if;

  inserted := coalesce(cardinality(done.stored), 0);
  replaced := cardinality(plan.new_powers);
  deleted := cardinality(plan.gaps);
  conflicting := cardinality(plan.refused);
  unchanged := cardinality(sites) - inserted - replaced - deleted - conflicting;
  select coalesce(jsonb_agg(jsonb_build_object('row', n, 'site_uuid', sites[n],
      'start_utc', (to_jsonb(starts[n]) #>> '{}') || 'Z',
      'end_utc', (to_jsonb(ends[n]) #>> '{}') || 'Z', 'reason', reason) order by n),
    '[]') into conflicts
  from (select * from unnest(plan.refused, plan.reasons) r (n, reason) order by n limit 100) r;
  perform app.count_batch(batch, array_agg(sites[n]), array_agg(starts[n]), array_agg(ends[n]),
    array_agg(effect))
  from (select n, 'inserted' as effect from unnest(done.stored) n
    union all select n, 'replaced' from unnest(plan.new_powers) n
    union all select n, 'deleted' from unnest(plan.gaps) n) r
  having count(*) > 0;
  return next;
end
$function$;

comment on function
  app.ingest_generation(jsonb, boolean, uuid, timestamp without time zone, timestamp without
  time zone) is 'Checks and stores measurements of the scope''s sites, all of them or none. body: [{site_uuid, start_utc, end_utc, generation_power_kw}]; a power of null is a gap. What is stored for a period stays, unless replace, and then unless somebody else brought it; a period that overlaps another one is left out and counted as conflicting; a row that is sent twice counts as unchanged the second time. With a range, what it holds and is not sent is deleted, and a conflict throws SC409. Throws SC422 that names the first row that is refused, SC404 for a site that is not the scope''s, P0002 for such a range_site. Caller: web roles (sql/generation/generation.ts). Lock: as app.clear_generation and app.write_generation.';

comment on function
  app.write_generation(text, uuid[], timestamp without time zone[], timestamp without time
  zone[], double precision[], boolean, bigint) is 'Stores checked measurements in a batch, by default one opened for this kind. A power that is NULL is a gap. Returns what became of the rows, and the first 100 conflicts: [{row, site_uuid, start_utc, end_utc, reason}], as app.judge_generation names them. Caller: app.ingest_generation. Lock: app.lock_generation, app.open_batch, the rows written, app.count_batch.';

revoke all
  on function
    app.ingest_generation(jsonb, boolean, uuid, timestamp without time zone, timestamp without
    time zone)
  from public;

grant execute
  on function
    app.ingest_generation(jsonb, boolean, uuid, timestamp without time zone, timestamp without
    time zone)
  to sitecast_admin, sitecast_app;

revoke all
  on function
    app.write_generation(text, uuid[], timestamp without time zone[], timestamp without time
    zone[], double precision[], boolean, bigint)
  from public;
