set local check_function_bodies = off;

drop function app.batches_of(uuid, bigint, bigint, integer);

drop function app.changed_since(bigint, uuid[]);

drop function app.put_back(bigint, uuid[]);

drop function app.undo_batch(bigint);

drop function app.undo_import(uuid);

drop function app.undo_rows(bigint, uuid[]);

drop function app.undo_runs(bigint, uuid[]);

create table app.batch_undos (
  batch_id bigint not null,
  sites uuid[] not null,
  phase text not null,
  site_number integer not null default 1,
  after_utc timestamp without time zone not null default '-infinity'::timestamp without time zone,
  after_run uuid,
  removed integer not null default 0,
  restored integer not null default 0,
  changed integer not null default 0,
  changes jsonb not null default '[]'::jsonb,
  changed_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  ended_utc timestamp without time zone,
  constraint batch_undos_phase_check
    check
    ((phase = ANY (ARRAY['runs'::text, 'measurements'::text, 'deleted'::text, 'changes'::text]))),
  constraint batch_undos_pkey primary key (batch_id)
);

create or replace function app.batches_of (
  of_site uuid default null::uuid,
  of_batch bigint default null::bigint,
  older_than bigint default null::bigint,
  at_most integer default 100
)
  returns table (
    batch_id bigint,
    created_utc timestamp without time zone,
    changed_utc timestamp without time zone,
    door text,
    kind text,
    actor text,
    is_own boolean,
    inserted bigint,
    replaced bigint,
    deleted bigint,
    runs bigint,
    first_utc timestamp without time zone,
    last_utc timestamp without time zone,
    undone_utc timestamp without time zone,
    undone_by text,
    undone_rows integer,
    sites jsonb,
    undo jsonb
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  is_admin boolean := coalesce(current_setting('app.sees_all_sites', true), '') = 'on';
begin
  return query
    select b.batch_id, b.created_utc, max(s.changed_utc), b.door, b.kind, b.actor,
      coalesce(b.site_group_uuid = app.group_uuid(), false), sum(s.inserted), sum(s.replaced),
      sum(s.deleted), sum(s.runs), min(s.first_utc), max(s.last_utc), b.undone_utc,
      case when is_admin or b.undone_by_group = app.group_uuid() then b.undone_by
        when b.undone_by is not null then 'an administrator' end,
      b.undone_rows,
      jsonb_agg(jsonb_build_object('site_uuid', s.site_uuid, 'inserted', s.inserted,
        'replaced', s.replaced, 'deleted', s.deleted, 'runs', s.runs,
        'start_utc', (to_jsonb(s.first_utc) #>> '{}') || 'Z',
        'end_utc', (to_jsonb(s.last_utc) #>> '{}') || 'Z') order by s.site_uuid),
      (select jsonb_build_object(
          'state', case when o.ended_utc is null then 'undoing' else 'undone' end,
          'removed', o.removed, 'restored', o.restored, 'changed', o.changed, 'changes', o.changes)
        from app.batch_undos o
        where o.batch_id = b.batch_id and o.sites <@ (select app.visible_sites())::uuid[])
    from app.batches b join app.batch_sites s using (batch_id)
    where (is_admin or b.site_group_uuid = app.group_uuid())
      and s.site_uuid = any((select app.visible_sites())::uuid[])
      and (of_site is null or s.site_uuid = of_site)
      and (of_batch is null or b.batch_id = of_batch)
      and (older_than is null or b.batch_id < older_than)
    group by b.batch_id
    order by b.batch_id desc limit at_most;
end
$function$;

create or replace function app.begin_undo (
  of_batch bigint,
  of_kind text,
  sites uuid[]
)
  returns table (
    removed integer,
    restored integer,
    changed integer,
    changes jsonb
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  first_phase text := case of_kind when 'forecasts' then 'runs' else 'measurements' end;
  going app.batch_undos;
begin
  select * into going from app.batch_undos o where o.batch_id = of_batch for update;
  if going.ended_utc is not null then
    delete from app.batch_undos o where o.batch_id = of_batch;
    going := null;
  end if;
  if going.batch_id is null then
    insert into app.batch_undos (batch_id, sites, phase) values (of_batch, sites, first_phase);
    return query select 0, 0, 0, '[]'::jsonb;
  elsif sites <@ going.sites then
    if going.sites <@ sites then
      return query select going.removed, going.restored, going.changed, going.changes;
    else
      return query select 0, 0, 0, '[]'::jsonb; -- how much of other sites is not the scope's to know
    end if;
  else
    update app.batch_undos o set phase = first_phase, site_number = 1, after_utc = '-infinity',
      after_run = null, changed = 0, changes = '[]',
      sites = array(select s from unnest(o.sites || begin_undo.sites) s group by s order by s)
    where o.batch_id = of_batch;
    return query select 0, 0, 0, '[]'::jsonb;
  end if;
end
$function$;

create or replace function app.changed_since (
  of_batch bigint,
  sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone
)
  returns table (
    changed integer,
    changes jsonb
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    with stays as materialized (
      select distinct on (site_uuid, start_utc, end_utc) * from (
        select r.site_uuid, r.start_utc, r.end_utc,
          case when r.is_deleted then 'deleted since' else 'replaced since' end
        from app.replaced_generation r
        where r.old_batch_id = of_batch and r.site_uuid = any(sites)
        union all
        select site_uuid, start_utc, end_utc, 'changed in SQL since' from generation
        where batch_id = of_batch and site_uuid = any(sites)
        union all
        select site_uuid, start_utc, end_utc, case when is_deleted
          then 'something newer is stored for this time' else 'changed in SQL since' end
        from app.replaced_generation where batch_id = of_batch and site_uuid = any(sites)) c
          (site_uuid, start_utc, end_utc, reason)
      where start_utc >= from_utc and start_utc < to_utc
      order by site_uuid, start_utc, end_utc, reason)
    select (select count(*)::integer from stays),
      coalesce(jsonb_agg(jsonb_build_object('site_uuid', site_uuid,
        'start_utc', (to_jsonb(start_utc) #>> '{}') || 'Z',
        'end_utc', (to_jsonb(end_utc) #>> '{}') || 'Z', 'reason', reason)
        order by site_uuid, start_utc, end_utc), '[]')
    from (select * from stays order by site_uuid, start_utc, end_utc limit 100) c;
end
$function$;

create or replace function app.end_undo (
  of_batch bigint
)
  returns boolean
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  update app.batch_undos o set ended_utc = now() at time zone 'utc' where o.batch_id = of_batch;
  update app.batches b set undone_utc = now() at time zone 'utc' where b.batch_id = of_batch;
  update app.imports i set state = 'undone', ended_utc = now() at time zone 'utc',
    changed_utc = now() at time zone 'utc'
  where i.batch_id = of_batch and i.state = 'undoing';
  return false;
end
$function$;

create or replace function app.put_back (
  of_batch bigint,
  sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone
)
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  spans record;
  put integer;
begin
  select array_agg(s) as sites, array_agg(first) as firsts, array_agg(last) as lasts into spans
  from (select r.site_uuid, min(r.start_utc), max(r.end_utc) from app.replaced_generation r
    where r.batch_id = of_batch and r.site_uuid = any(put_back.sites) and r.is_deleted
      and r.start_utc >= from_utc and r.start_utc < to_utc
    group by 1) o (s, first, last);
  if spans.sites is null then return 0; end if;
  with old as materialized (
    select r.*, app.period_end(r.start_utc, r.end_utc, s.measured_every_minutes) as lasts_utc
    from app.replaced_generation r join public.sites s using (site_uuid)
    where r.batch_id = of_batch and r.site_uuid = any(spans.sites) and r.is_deleted
      and r.start_utc >= from_utc and r.start_utc < to_utc),
  -- What was there beside it before may overlap it: other writers store what they like.
  newer as (
    select site_uuid, start_utc, end_utc, lasts_utc, true as is_newer
    from app.stored_near(spans.sites, spans.firsts, spans.lasts)
    where (created_utc >= (select min(kept_utc) from old)) is not false),
  around as (
    select r.*, coalesce(max(lasts_utc) filter (where is_newer) over earlier > start_utc, false)
        or coalesce(min(start_utc) filter (where is_newer) over later < lasts_utc, false)
        or bool_or(is_newer) over (partition by site_uuid, start_utc) as overlaps
    from (select site_uuid, start_utc, end_utc, lasts_utc, false as is_newer from old
      union all select * from newer) r
    window earlier as (partition by site_uuid order by start_utc
        groups between unbounded preceding and 1 preceding),
      later as (partition by site_uuid order by start_utc desc
        groups between unbounded preceding and 1 preceding)),
  made as (
    insert into generation (generation_uuid, created_utc, site_uuid, generation_power_kw,
      start_utc, end_utc, batch_id, batch_power_kw)
    select old.generation_uuid, old.created_utc, old.site_uuid, old.generation_power_kw,
      old.start_utc, old.end_utc, old.old_batch_id, old.old_batch_power_kw
    from around join old using (site_uuid, start_utc, end_utc)
    where not around.is_newer and not around.overlaps
    order by site_uuid, start_utc, end_utc
    on conflict do nothing
    returning site_uuid, start_utc, end_utc)
  delete from app.replaced_generation r using made
  where r.batch_id = of_batch and r.site_uuid = made.site_uuid and r.start_utc = made.start_utc
    and r.end_utc = made.end_utc;
  get diagnostics put = row_count;
  return put;
end
$function$;

create or replace function app.undo_at_once (
  of_batch bigint,
  sites uuid[]
)
  returns table (
    removed integer,
    restored integer,
    changed integer,
    changes jsonb
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  runs record;
  stays record;
begin
  perform app.lock_generation(sites);
  select u.removed, u.restored into removed, restored
  from app.undo_rows(of_batch, sites, '-infinity', 'infinity') u;
  restored := restored + app.put_back(of_batch, sites, '-infinity', 'infinity');
  select w.removed, w.changed, w.changes into runs from app.undo_runs(of_batch, sites, null) w;
  removed := removed + runs.removed;
  select c.changed, c.changes into stays
  from app.changed_since(of_batch, sites, '-infinity', 'infinity') c;
  changed := stays.changed + runs.changed;
  changes := jsonb_path_query_array(stays.changes || runs.changes, '$[0 to 99]');
  update app.batches b set undone_rows = b.undone_rows + removed + restored
  where b.batch_id = of_batch;
  return next;
end
$function$;

create or replace function app.undo_batch (
  of_batch bigint,
  at_once integer default 10000
)
  returns table (
    state text,
    removed integer,
    restored integer,
    changed integer,
    changes jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  sites uuid[];
  of_kind text;
  is_large boolean;
begin
  sites := app.sites_to_undo(of_batch);
  select b.kind into of_kind from app.batches b where b.batch_id = of_batch for update;
  select sum(s.inserted + s.replaced + s.deleted + s.runs) > at_once into is_large
  from app.batch_sites s where s.batch_id = of_batch and s.site_uuid = any(sites);

  if is_large or exists (select 1 from app.batch_undos o
      where o.batch_id = of_batch and o.ended_utc is null) then
    state := 'undoing';
    select o.removed, o.restored, o.changed, o.changes into removed, restored, changed, changes
    from app.begin_undo(of_batch, of_kind, sites) o;
  else
    state := 'undone';
    select u.removed, u.restored, u.changed, u.changes into removed, restored, changed, changes
    from app.undo_at_once(of_batch, sites) u;
  end if;
  update app.batches b set undone_utc = now() at time zone 'utc', undone_by = u.email,
    undone_by_group = u.site_group_uuid
  from users u
  where b.batch_id = of_batch
    and u.user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid;
  return next;
end
$function$;

create or replace function app.undo_charging_import (
  of_import uuid
)
  returns table (
    removed integer,
    restored integer,
    kept integer
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  own app.charging_imports;
  row_at integer;
  done app.charging_import_rows;
  stored ev_charging_session;
begin
  own := app.own_charging_import(of_import);
  if own.state not in ('stored', 'failed') or own.result is null then
    raise 'This import has stored nothing that could be undone.' using errcode = 'SC409';
  end if;
  for row_at in
    select r.row_number from app.charging_import_rows r
    where r.import_uuid = of_import and r.result = 'updated'
    order by r.row_number desc
  loop
    -- Read here: taking back a later row changed the version that an earlier one has to find.
    select * into done from app.charging_import_rows r
    where r.import_uuid = of_import and r.row_number = row_at;
    select * into stored from ev_charging_session s
    where s.session_id = done.session_id and s.site_group_uuid = own.site_group_uuid for update;
    if not found or stored.version <> done.written_version then
      update app.charging_import_rows r set result = 'kept'
      where r.import_uuid = of_import and r.row_number = done.row_number;
    else
      update app.charging_import_rows r
      set written_version = app.put_charging_session(jsonb_populate_record(stored, done.before))
      where r.import_uuid = of_import and r.session_id = done.session_id
        and r.row_number <= done.row_number;
    end if;
  end loop;
  -- The row that added a session comes before those that updated it: all of these go at once.
  with gone as (
    delete from ev_charging_session s using app.charging_import_rows r
    where r.import_uuid = of_import and r.result = 'added'
      and s.session_id = r.session_id and s.site_group_uuid = own.site_group_uuid
      and s.version = r.written_version
    returning r.row_number)
  update app.charging_import_rows r set result = 'kept'
  where r.import_uuid = of_import and r.result = 'added'
    and r.row_number not in (select row_number from gone);
  delete from ev_location_lookup l
  where l.id = any(own.made_locations) and l.site_group_uuid = own.site_group_uuid
    and not exists (select 1 from ev_charging_session s where s.location_id = l.id)
    and not exists (select 1 from ev_charger_stalls t where t.location_id = l.id)
    and not exists (select 1 from ev_rates t where t.location_id = l.id);
  delete from ev_charging_networks n
  where n.id = any(own.made_networks) and n.site_group_uuid = own.site_group_uuid
    and not n.is_verified
    and not exists (select 1 from ev_charging_session s where s.network_id = n.id)
    and not exists (select 1 from ev_location_lookup l where l.network_id = n.id)
    and not exists (select 1 from ev_rates t where t.network_id = n.id)
    and not exists (select 1 from ev_network_subscriptions t where t.network_id = n.id);
  select count(*) filter (where r.result = 'added'), count(*) filter (where r.result = 'updated'),
    count(*) filter (where r.result = 'kept')
  into removed, restored, kept from app.charging_import_rows r where r.import_uuid = of_import;
  update app.charging_import_rows r set result = 'undone'
  where r.import_uuid = of_import and r.result in ('added', 'updated');
  update app.charging_imports i set state = 'undone', ended_utc = now() at time zone 'utc',
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
  return next;
end
$function$;

create or replace function app.undo_import (
  of_import uuid,
  at_once integer default 10000
)
  returns table (
    state text,
    removed integer,
    restored integer,
    changed integer,
    changes jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  own app.imports;
  undone record;
begin
  own := app.own_import(of_import);
  if own.state not in ('stored', 'undoing', 'undone', 'failed') or own.batch_id is null then
    raise 'This import has stored nothing that could be undone.' using errcode = 'SC409';
  end if;
  select * into undone from app.undo_batch(own.batch_id, at_once);
  update app.imports i set state = undone.state, ended_utc = now() at time zone 'utc',
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
  if undone.state = 'undoing' and own.state <> 'undoing' then
    update app.imports i set done = 0, total = (
      select coalesce(sum(case i.kind when 'forecasts' then s.runs else s.inserted + s.replaced end), 0)
      from app.batch_sites s where s.batch_id = own.batch_id)
    where i.import_uuid = of_import;
  end if;
  return query
    select undone.state, undone.removed, undone.restored, undone.changed, undone.changes;
end
$function$;

create or replace function app.undo_next_runs (
  of_batch bigint,
  sites uuid[],
  after_run uuid,
  step_values integer
)
  returns table (
    removed integer,
    restored integer,
    changed integer,
    changes jsonb,
    last_run uuid
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  ours record;
begin
  select array_agg(n.forecast_uuid order by n.forecast_uuid) as runs,
    array_agg(distinct n.site_uuid) as sites into ours
  from (
    select r.forecast_uuid, r.site_uuid,
      sum(r.value_count) over (order by r.forecast_uuid) - r.value_count as earlier_values
    from app.run_batches r
    where r.batch_id = of_batch and r.site_uuid = any(undo_next_runs.sites)
      and (after_run is null or r.forecast_uuid > after_run)
    order by r.forecast_uuid limit least(step_values, 500)) n
  where n.earlier_values < step_values;
  if ours.runs is null then return; end if;
  select u.removed, 0, u.changed, u.changes into removed, restored, changed, changes
  from app.undo_runs(of_batch, ours.sites, ours.runs) u;
  last_run := ours.runs[cardinality(ours.runs)];
  return next;
end
$function$;

create or replace function app.undo_rows (
  of_batch bigint,
  sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone
)
  returns table (
    removed integer,
    restored integer
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set enable_nestloop to 'off'
  AS $function$
#variable_conflict use_column
begin
  -- Replaced rows get their old power back, by their period: the key of a row that was deleted and
  -- sent again is another one.
  with old as materialized (
    delete from app.replaced_generation r using generation g
    where r.batch_id = of_batch and r.site_uuid = any(sites) and not r.is_deleted
      and r.start_utc >= from_utc and r.start_utc < to_utc
      and g.site_uuid = r.site_uuid and g.start_utc = r.start_utc and g.end_utc = r.end_utc
      and g.batch_id = of_batch and g.generation_power_kw = g.batch_power_kw
    returning r.*)
  update generation g set generation_uuid = old.generation_uuid, created_utc = old.created_utc,
    generation_power_kw = old.generation_power_kw, batch_id = old.old_batch_id,
    batch_power_kw = old.old_batch_power_kw
  from old
  where g.site_uuid = old.site_uuid and g.start_utc = old.start_utc and g.end_utc = old.end_utc
    and g.batch_id = of_batch and g.site_uuid = any(sites)
    and g.start_utc >= from_utc and g.start_utc < to_utc;
  get diagnostics restored = row_count;

  delete from generation g
  where g.batch_id = of_batch and g.site_uuid = any(sites)
    and g.start_utc >= from_utc and g.start_utc < to_utc
    and g.generation_power_kw = g.batch_power_kw
    and not exists (select 1 from app.replaced_generation r
      where r.batch_id = of_batch and r.site_uuid = g.site_uuid and r.start_utc = g.start_utc
        and r.end_utc = g.end_utc);
  get diagnostics removed = row_count;
  return next;
end
$function$;

create or replace function app.undo_runs (
  of_batch bigint,
  sites uuid[],
  of_runs uuid[]
)
  returns table (
    removed integer,
    changed integer,
    changes jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  ours record;
  unchanged uuid[];
begin
  select array_agg(r.forecast_uuid) as runs, array_agg(r.value_count) as counts into ours
  from app.run_batches r where r.batch_id = of_batch and r.site_uuid = any(undo_runs.sites)
    and (of_runs is null or r.forecast_uuid = any(of_runs));
  if ours.runs is null then
    return query select 0, 0, '[]'::jsonb;
    return;
  end if;
  unchanged := array(
    select r from unnest(ours.runs, ours.counts) o (r, n)
    left join (select v.forecast_uuid, count(*) from forecast_values v
      where v.forecast_uuid = any(ours.runs) group by 1) v (r, n) using (r)
    where coalesce(v.n, 0) <= o.n order by r);
  select d.removed into removed from app.delete_runs(sites, unchanged) d;
  changed := cardinality(ours.runs) - cardinality(unchanged);
  select coalesce(jsonb_agg(jsonb_build_object('site_uuid', r.site_uuid,
      'forecast_uuid', r.forecast_uuid, 'reason', 'values were added in SQL since')), '[]')
    into changes
  from (select * from app.run_batches r where r.forecast_uuid = any(ours.runs) limit 100) r;
  return next;
end
$function$;

create or replace function app.undo_span (
  of_batch bigint,
  phase text,
  at_site uuid,
  from_utc timestamp without time zone,
  to_utc timestamp without time zone
)
  returns table (
    removed integer,
    restored integer,
    changed integer,
    changes jsonb
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  sites uuid[] := array[at_site];
begin
  removed := 0;
  restored := 0;
  changed := 0;
  changes := '[]';
  perform app.lock_generation(sites);
  if undo_span.phase = 'measurements' then
    select u.removed, u.restored into removed, restored
    from app.undo_rows(of_batch, sites, from_utc, to_utc) u;
  elsif undo_span.phase = 'deleted' then
    restored := app.put_back(of_batch, sites, from_utc, to_utc);
  else
    select c.changed, c.changes into changed, changes
    from app.changed_since(of_batch, sites, from_utc, to_utc) c;
  end if;
  return next;
end
$function$;

create or replace function app.undo_step (
  of_batch bigint,
  step_rows integer
)
  returns boolean
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  going app.batch_undos;
  at_site uuid;
  to_utc timestamp;
  step record;
begin
  select * into going from app.batch_undos o
  where o.batch_id = of_batch and o.ended_utc is null for update;
  if not found then return false; end if;
  at_site := going.sites[going.site_number];

  if going.phase = 'runs' then
    select * into step from app.undo_next_runs(of_batch, going.sites, going.after_run, step_rows);
    if step.last_run is null then return app.end_undo(of_batch); end if;
    going.after_run := step.last_run;
  elsif at_site is null then
    if going.phase = 'changes' then return app.end_undo(of_batch); end if;
    going.phase := case going.phase when 'measurements' then 'deleted' else 'changes' end;
    going.site_number := 1;
    select 0 as removed, 0 as restored, 0 as changed, '[]'::jsonb as changes into step;
  else
    to_utc := app.undo_until(of_batch, at_site, going.after_utc, step_rows);
    select * into step
    from app.undo_span(of_batch, going.phase, at_site, going.after_utc, to_utc);
    going.site_number := going.site_number + (to_utc = 'infinity')::integer;
    going.after_utc := case when to_utc = 'infinity' then '-infinity' else to_utc end;
  end if;
  update app.batch_undos o set phase = going.phase, site_number = going.site_number,
    after_utc = going.after_utc, after_run = going.after_run, removed = o.removed + step.removed,
    restored = o.restored + step.restored, changed = o.changed + step.changed,
    changes = jsonb_path_query_array(o.changes || step.changes, '$[0 to 99]'),
    changed_utc = clock_timestamp() at time zone 'utc'
  where o.batch_id = of_batch;
  update app.batches b set undone_rows = b.undone_rows + step.removed + step.restored
  where b.batch_id = of_batch and step.removed + step.restored > 0;
  update app.imports i set done = i.done + step.removed + step.restored,
    changed_utc = clock_timestamp() at time zone 'utc'
  where i.batch_id = of_batch and i.state = 'undoing';
  return true;
end
$function$;

create or replace function app.undo_until (
  of_batch bigint,
  at_site uuid,
  from_utc timestamp without time zone,
  step_rows integer
)
  returns timestamp without time zone
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  until_utc timestamp;
begin
  if (select s.inserted + s.replaced + s.deleted <= step_rows from app.batch_sites s
      where s.batch_id = of_batch and s.site_uuid = at_site) then
    return 'infinity';
  end if;
  select start_utc into until_utc from (
    (select g.start_utc from generation g
      where g.site_uuid = at_site and g.start_utc >= from_utc
      order by g.start_utc limit step_rows + 1)
    union all
    (select r.start_utc from app.replaced_generation r
      where r.batch_id = of_batch and r.site_uuid = at_site and r.start_utc >= from_utc
      order by r.start_utc limit step_rows + 1)) near
  where start_utc > from_utc
  order by start_utc offset step_rows - 1 limit 1;
  return coalesce(until_utc, 'infinity');
end
$function$;

alter table app.batch_undos
  add constraint batch_undos_batch_id_fkey foreign key (batch_id) references app.batches(batch_id)
    on delete cascade;

create index batch_undos_open on app.batch_undos using btree (changed_utc)
  where (ended_utc is null);

comment on column app.batch_undos.after_run is 'Runs up to this one, by UUID, are done. NULL: none is.';

comment on column app.batch_undos.after_utc is 'Periods of that site that start before this are done (UTC).';

comment on column app.batch_undos.batch_id is 'The batch.';

comment on column app.batch_undos.changed is 'What has changed since the batch and stays, so far.';

comment on column app.batch_undos.changed_utc is 'When the last step was taken (UTC): the batch that waits longest is next.';

comment on column app.batch_undos.changes is 'The first 100 of these, as app.undo_batch returns them.';

comment on column app.batch_undos.ended_utc is 'When the last step was done (UTC). NULL: there are more.';

comment on column app.batch_undos.phase is 'What the next step does: runs (deletes runs), measurements (takes away what came and gives back what was replaced), deleted (puts back what was deleted), changes (lists what stays).';

comment on column app.batch_undos.removed is 'Measurements and runs taken away so far.';

comment on column app.batch_undos.restored is 'Measurements put back so far.';

comment on column app.batch_undos.site_number is 'Place in sites of the site of the next step, from 1.';

comment on column app.batch_undos.sites is 'The sites at which it is undone: those that its user saw when asking for it.';

comment on column app.imports.done is 'Bytes read while checking; rows stored while storing, taken back while undoing (of forecasts, runs).';

comment on column app.imports.state is 'uploading, proposed (its reading is to be decided), checking, checked, storing, stored, undoing, undone or failed.';

comment on function app.batches_of(uuid, bigint, bigint, integer) is 'Returns batches of the scope''s group, of all groups to admins, newest first, with what they did at the sites that the scope sees: of one site, one batch, or older than a batch. A member does not learn which administrator undid a batch. Caller: web roles (sql/generation/batches.ts). Lock: none.';

comment on function app.begin_undo(bigint, text, uuid[]) is 'Lets app.undo_step undo a batch of a kind at these sites. Changes nothing while it does so already; begins anew for more sites than before. Returns how much is done so far, 0 where other sites are undone, too. Caller: app.undo_batch, which holds the batch. Lock: the undo''s row FOR UPDATE.';

comment on function
  app.changed_since(bigint, uuid[], timestamp without time zone, timestamp without time zone) is
  'Returns how much of a batch that starts in [from_utc, to_utc) has changed since and cannot be undone, and the first 100 of it, by site and time: [{site_uuid, start_utc, end_utc, reason}]. Caller: app.undo_at_once, app.undo_span, after the rest is undone. Lock: none.';

comment on function app.end_undo(bigint) is 'Ends the undo of a batch, and of the import that brought it. Returns false: there is no other step. Caller: app.undo_step. Lock: the rows of both.';

comment on function
  app.put_back(bigint, uuid[], timestamp without time zone, timestamp without time zone) is
  'Puts back the measurements that a batch deleted at these sites and that start in [from_utc, to_utc), but those whose time something newer overlaps, and returns how many. Caller: app.undo_at_once, app.undo_span, after app.lock_generation. Lock: the rows inserted.';

comment on function app.undo_at_once(bigint, uuid[]) is 'Undoes a batch at these sites in one transaction, and returns what app.undo_batch does. Caller: app.undo_batch. Lock: app.lock_generation; the rows written; as the triggers of forecast_values.';

comment on function app.undo_batch(bigint, integer) is 'Undoes a batch at the scope''s sites: takes away the rows and runs that are as it left them, puts back what it replaced or deleted within 30 days. One of more than at_once rows is undone by app.undo_step after that: its state is undoing, and calling this again changes nothing. Returns how many measurements and runs went and came back, and what has changed since and stays: [{site_uuid, start_utc, end_utc, reason}] or [{site_uuid, forecast_uuid, reason}], the first 100. May be called again. Throws SC404 for a batch of another group, unless the scope is an admin''s. Caller: web roles (sql/generation/batches.ts). Lock: the batch''s row FOR UPDATE; as app.undo_at_once.';

comment on function app.undo_import(uuid, integer) is 'Undoes the batch of an import, as app.undo_batch. Throws SC404 for an import that is not the scope''s, SC409 for one that has stored nothing. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE; as app.undo_batch.';

comment on function app.undo_next_runs(bigint, uuid[], uuid, integer) is
  'Deletes the next runs of a batch at these sites, by UUID, after one: as many as have about so many values, at least one, at most 500. Returns what it did and the last of them; no row when there are none. Caller: app.undo_step. Lock: as app.undo_runs.';

comment on function
  app.undo_rows(bigint, uuid[], timestamp without time zone, timestamp without time zone) is
  'Gives the measurements that a batch replaced at these sites their old power back, and deletes those that it brought, where they are as it left them and start in [from_utc, to_utc). Returns how many of each. Of thousands of new rows the planner knows nothing yet and would compare each with each. Caller: app.undo_at_once, app.undo_span. Lock: the rows written.';

comment on function app.undo_runs(bigint, uuid[], uuid[]) is 'Deletes the runs of these sites that a batch brought (all of them, or those of of_runs), but those that got more values since. Returns how many went, how many stay, and the first 100 of these: [{site_uuid, forecast_uuid, reason}]. Caller: app.undo_at_once, app.undo_next_runs. Lock: as app.delete_runs.';

comment on function
  app.undo_span(bigint, text, uuid, timestamp without time zone, timestamp without time zone) is
  'Does one phase of undoing a batch for the periods of a site that start in [from_utc, to_utc). Returns what it did. Caller: app.undo_step. Lock: app.lock_generation; the rows written.';

comment on function app.undo_step(bigint, integer) is 'Undoes about so many more rows of a batch that app.undo_batch began to undo, and moves its position on in the same transaction. Returns whether there may be more. Caller: the owner (sql/generation/undos.ts). Lock: the undo''s row FOR UPDATE; as app.undo_at_once.';

comment on function app.undo_until(bigint, uuid, timestamp without time zone, integer) is
  'Returns the time before which about so many periods of a site start that may be of a batch, counted from a time on; infinity when there are fewer. Caller: app.undo_step. Lock: none.';

comment on table app.batch_undos is 'How far large batches are undone, which takes many short transactions: the last undo of each. Read and written by functions only.';

revoke all on function app.batches_of(uuid, bigint, bigint, integer) from public;

grant execute
  on function app.batches_of(uuid, bigint, bigint, integer)
  to sitecast_app, sitecast_admin;

revoke all on function app.begin_undo(bigint, text, uuid[]) from public;

revoke all
  on function
    app.changed_since(bigint, uuid[], timestamp without time zone, timestamp without time zone)
  from public;

revoke all on function app.end_undo(bigint) from public;

revoke all
  on function
    app.put_back(bigint, uuid[], timestamp without time zone, timestamp without time zone)
  from public;

revoke all on function app.undo_at_once(bigint, uuid[]) from public;

revoke all on function app.undo_batch(bigint, integer) from public;

grant execute on function app.undo_batch(bigint, integer) to sitecast_app, sitecast_admin;

revoke all on function app.undo_import(uuid, integer) from public;

grant execute on function app.undo_import(uuid, integer) to sitecast_app, sitecast_admin;

revoke all on function app.undo_next_runs(bigint, uuid[], uuid, integer) from public;

revoke all
  on function
    app.undo_rows(bigint, uuid[], timestamp without time zone, timestamp without time zone)
  from public;

revoke all on function app.undo_runs(bigint, uuid[], uuid[]) from public;

revoke all
  on function
    app.undo_span(bigint, text, uuid, timestamp without time zone, timestamp without time zone)
  from public;

revoke all on function app.undo_step(bigint, integer) from public;

revoke all
  on function app.undo_until(bigint, uuid, timestamp without time zone, integer)
  from public;
