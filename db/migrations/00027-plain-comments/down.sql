set local check_function_bodies = off;

create or replace function app.ruled_models (
  of_sites uuid[],
  now_utc timestamp without time zone
)
  returns table (
    site_uuid uuid,
    model_name text,
    why text
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  free_sites uuid[];
begin
  return query
    select s.site_uuid, m.name::text, 'assigned' from sites s
    join ml_model m on m.model_uuid = s.ml_model_uuid
    where s.site_uuid = any(of_sites);
  select array_agg(s.site_uuid) into free_sites from sites s
  where s.site_uuid = any(of_sites) and s.ml_model_uuid is null;
  if free_sites is null then return; end if;
  return query
    with before as (
      select distinct on (c.site_uuid) c.site_uuid, c.model_name, c.why from app.chosen_models c
      where c.site_uuid = any(free_sites) order by c.site_uuid, c.from_utc desc),
    fact as materialized (
      select f.*, f.model_name is not distinct from app.own_model() as is_own,
        b.site_uuid is not null and f.model_name is not distinct from b.model_name as was_chosen,
        b.why as why_before
      from app.model_facts(free_sites, now_utc) f left join before b using (site_uuid)),
    best as (
      select distinct on (site_uuid) site_uuid, model_name, case
          when is_own then 'own'
          when not is_fresh then 'newest'
          when not was_chosen then 'runs'
          when why_before in ('assigned', 'newest') then 'before'
          else why_before end as why
      from fact
      -- Fresh ones of others, then the service's own, then what is left.
      order by site_uuid, is_fresh and not is_own desc, is_own desc, was_chosen desc,
        case when is_fresh then runs_in_week end desc nulls last,
        case when not is_fresh then newest_utc end desc nulls last, model_name nulls last)
    select s, case when best.site_uuid is null then app.own_model() else best.model_name end,
      coalesce(best.why, 'own')
    from unnest(free_sites) s left join best on best.site_uuid = s;
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

  -- A writer in SQL, which waits for nobody, was faster with these.
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
