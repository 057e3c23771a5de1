set local check_function_bodies = off;

create or replace function app.add_import_piece (
  of_import uuid,
  of_check integer,
  number integer,
  bytes_read bigint,
  of_sites uuid[],
  of_rows integer[],
  of_starts bigint[],
  of_ends bigint[],
  of_powers double precision[],
  of_lines integer[],
  left_out jsonb
)
  returns table (
    new integer,
    unchanged integer,
    conflicting integer
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  row_sites uuid[];
  starts_utc timestamp[];
  ends_utc timestamp[];
begin
  update app.imports i set done = bytes_read, total = greatest(i.total, bytes_read)
  where i.import_uuid = of_import and i.state = 'checking' and i.check_number = of_check;
  if not found then return; end if;
  insert into app.import_pieces (import_uuid, piece_number, sites, site_numbers, starts, ends,
    powers, lines)
  values (of_import, number, of_sites, of_rows, of_starts, of_ends, of_powers, of_lines);
  if jsonb_array_length(left_out) > 0 then
    insert into app.import_left_out (import_uuid, list_number, lines)
    values (of_import, number, left_out);
  end if;
  row_sites := array(select of_sites[r] from unnest(of_rows) r);
  starts_utc := app.import_times(of_starts);
  ends_utc := app.import_times(of_ends);
  if app.is_new_ground(row_sites, starts_utc, ends_utc, of_powers) then
    select cardinality(of_powers), 0, 0 into new, unchanged, conflicting;
  else
    select count(*) filter (where effect = 'inserted'),
      count(*) filter (where effect = 'unchanged'), count(*) filter (where effect like '% %')
    into new, unchanged, conflicting
    from app.judge_generation(row_sites, starts_utc, ends_utc, of_powers, false);
  end if;
  return next;
end
$function$;

create or replace function app.judge_generation (
  sites uuid[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  powers double precision[],
  replace boolean
)
  returns table (
    n integer,
    effect text,
    generation_uuid uuid
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  sent record;
  first_effect text;
  last_site uuid;
  last_utc timestamp;
begin
  -- Rows that nothing stored decides are walked in the order of their starts: what overlaps the
  -- one stored before it is left out.
  for sent in
    with every as materialized (
      select s.site_uuid, s.measured_every_minutes from sites s where s.site_uuid = any($1)),
    sent as materialized (
      select r.n::integer, r.site_uuid, r.start_utc, r.end_utc, r.kw,
        app.period_end(r.start_utc, r.end_utc, every.measured_every_minutes) as lasts_utc
      from unnest(sites, starts, ends, powers)
        with ordinality r (site_uuid, start_utc, end_utc, kw, n)
      left join every using (site_uuid)),
    stored as materialized (
      select * from app.stored_near($1, $2, (select array_agg(lasts_utc order by n) from sent))),
    -- The end of the last stored period before each row, the start of the first one after it, and
    -- whether one with the same start ends elsewhere.
    around as (
      select n, site_uuid, start_utc, end_utc, lasts_utc, kw,
        coalesce(max(lasts_utc) filter (where n is null) over earlier > start_utc, false)
          or coalesce(min(start_utc) filter (where n is null) over later < lasts_utc, false)
          or count(*) filter (where n is null) over (partition by site_uuid, start_utc)
            > count(*) filter (where n is null) over (partition by site_uuid, start_utc, end_utc)
          as overlaps
      from (select n, site_uuid, start_utc, end_utc, lasts_utc, kw from sent
        union all select null, site_uuid, start_utc, end_utc, lasts_utc, kw from stored) r
      window earlier as (partition by site_uuid order by start_utc
          groups between unbounded preceding and 1 preceding),
        later as (partition by site_uuid order by start_utc desc
          groups between unbounded preceding and 1 preceding))
    select a.n, a.site_uuid, a.start_utc, a.lasts_utc, g.generation_uuid,
      row_number() over (partition by a.site_uuid, a.start_utc, a.end_utc order by a.n) > 1
        as is_repeated,
      case
        when g.generation_uuid is null and a.kw is null then 'unchanged'
        when g.generation_uuid is null and a.overlaps then 'overlaps a stored period'
        when g.generation_uuid is null then 'inserted'
        when g.kw = a.kw then 'unchanged'
        when not replace then 'other value'
        when not g.is_own then 'not yours'
        when a.kw is null then 'deleted'
        else 'replaced' end as effect
    from around a
    left join stored g on g.site_uuid = a.site_uuid and g.start_utc = a.start_utc
      and g.end_utc = a.end_utc
    where a.n is not null
    order by a.site_uuid, a.start_utc, a.lasts_utc, a.end_utc, a.n
  loop
    n := sent.n;
    generation_uuid := sent.generation_uuid;
    effect := sent.effect;
    if sent.is_repeated then
      effect := case when first_effect like '% %' then first_effect else 'unchanged' end;
    elsif effect = 'inserted' and sent.site_uuid = last_site and sent.start_utc < last_utc then
      effect := 'overlaps another row';
    elsif effect = 'inserted' then
      last_site := sent.site_uuid;
      last_utc := sent.lasts_utc;
    end if;
    if not sent.is_repeated then first_effect := effect; end if;
    return next;
  end loop;
end
$function$;

create or replace function app.lock_generation (
  sites uuid[]
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
begin
  perform pg_advisory_xact_lock(hashtext('app.generation'), bucket)
  from (select distinct abs(hashtext(s::text)::bigint % 64)::integer as bucket
    from (select distinct site_uuid from unnest(sites) site_uuid) r (s) order by 1) buckets;
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

comment on function
  app.is_new_ground(uuid[], timestamp without time zone[], timestamp without time zone[], double
  precision[]) is 'Returns true when none of these measurements is a gap, no two overlap, and nothing is stored between the first and the last of each site: all of them are new then, which is known much sooner than what becomes of each. Caller: app.write_generation, app.add_import_piece. Lock: none.';

comment on function
  app.judge_generation(uuid[], timestamp without time zone[], timestamp without time zone[],
  double precision[], boolean) is 'Says what storing measurements would do with each row, n counted from 1: inserted, unchanged, replaced, deleted (a gap in place of a stored value), or a conflict of two words or more: other value, overlaps a stored period, overlaps another row (of this request, which starts earlier or ends sooner), not yours (another group brought it, or it was written in SQL). Caller: app.write_generation, after app.lock_generation; app.add_import_piece. Both where app.is_new_ground is false. Lock: none.';
