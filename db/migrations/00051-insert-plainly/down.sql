set local check_function_bodies = off;

drop function app.begin_import_check(uuid, integer);

drop function
  app.count_batch(bigint, uuid[], timestamp without time zone[], timestamp without time zone[],
  text[], integer[], integer[]);

drop function
  app.insert_generation(uuid[], timestamp without time zone[], timestamp without time zone[],
  double precision[], integer[], bigint);

create or replace function app.begin_import_check (
  of_import uuid
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform 1 from app.imports i where i.import_uuid = of_import for update;
  perform app.act_for_import(of_import);
  delete from app.import_pieces p where p.import_uuid = of_import;
  delete from app.import_left_out l where l.import_uuid = of_import;
end
$function$;

create or replace function app.count_batch (
  batch bigint,
  sites uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  effects text[],
  value_counts integer[] default null::integer[]
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  insert into app.batch_sites as b (batch_id, site_uuid, inserted, replaced, deleted, runs,
    first_utc, last_utc, changed_utc)
  select batch, s, coalesce(sum(coalesce(n, 1)) filter (where effect = 'inserted'), 0),
    count(*) filter (where effect = 'replaced'),
    coalesce(sum(coalesce(n, 1)) filter (where effect = 'deleted'), 0), count(n),
    min(first), max(last), now() at time zone 'utc'
  from unnest(sites, starts, ends, effects, value_counts) r (s, first, last, effect, n)
  group by s order by s
  on conflict (batch_id, site_uuid) do update set inserted = b.inserted + excluded.inserted,
    replaced = b.replaced + excluded.replaced, deleted = b.deleted + excluded.deleted,
    runs = b.runs + excluded.runs, first_utc = least(b.first_utc, excluded.first_utc),
    last_utc = greatest(b.last_utc, excluded.last_utc), changed_utc = excluded.changed_utc;
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
  -- Keys that differ in their last digits alone are added to one place of the index.
  key text := gen_random_uuid();
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

  -- In the order of the key, so that no writer in SQL is locked out of turn.
  insert into generation (generation_uuid, site_uuid, start_utc, end_utc, generation_power_kw,
    batch_id, batch_power_kw)
  select overlay(key placing lpad(to_hex(n), 12, '0') from 25)::uuid, sites[n], starts[n], ends[n],
    powers[n], batch, powers[n]
  from unnest(new_rows) n order by 2, 3, 4
  on conflict (site_uuid, start_utc, end_utc) do nothing;
  get diagnostics inserted = row_count;
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
  perform app.count_batch(batch, array_agg(sites[n]), array_agg(starts[n]), array_agg(ends[n]),
    array_agg(effect))
  from (select n, 'inserted' as effect from unnest(new_rows) n
    union all select n, 'replaced' from unnest(plan.new_powers) n
    union all select n, 'deleted' from unnest(plan.gaps) n) r
  having count(*) > 0;
  batch_id := batch;
  return next;
end
$function$;

comment on function app.begin_import_check(uuid) is 'Deletes what an earlier check of a file found, and opens the scope of its user. Throws SC409 as app.act_for_import. Caller: the owner (sql/imports/check.ts). Lock: the import''s row FOR UPDATE.';

comment on function
  app.count_batch(bigint, uuid[], timestamp without time zone[], timestamp without time zone[],
  text[], integer[]) is 'Adds rows to the numbers of a batch. effects: inserted, replaced or deleted. With value_counts each row is a run with so many values. Caller: functions that store or take away, after they have written. Lock: rows of app.batch_sites in the order of sites.';

revoke all on function app.begin_import_check(uuid) from public;

revoke all
  on function
    app.count_batch(bigint, uuid[], timestamp without time zone[], timestamp without time
    zone[], text[], integer[])
  from public;
