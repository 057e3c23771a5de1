set local check_function_bodies = off;

alter table app.batch_undos
  drop constraint batch_undos_batch_id_fkey;

drop function app.batches_of(uuid, bigint, bigint, integer);

drop function app.begin_undo(bigint, text, uuid[]);

drop function
  app.changed_since(bigint, uuid[], timestamp without time zone, timestamp without time zone);

drop function app.end_undo(bigint);

drop function
  app.put_back(bigint, uuid[], timestamp without time zone, timestamp without time zone);

drop function app.undo_at_once(bigint, uuid[]);

drop function app.undo_batch(bigint, integer);

drop function app.undo_import(uuid, integer);

drop function app.undo_next_runs(bigint, uuid[], uuid, integer);

drop function
  app.undo_rows(bigint, uuid[], timestamp without time zone, timestamp without time zone);

drop function app.undo_runs(bigint, uuid[], uuid[]);

drop function
  app.undo_span(bigint, text, uuid, timestamp without time zone, timestamp without time zone);

drop function app.undo_step(bigint, integer);

drop function app.undo_until(bigint, uuid, timestamp without time zone, integer);

-- Loses data.
drop table app.batch_undos;

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
    sites jsonb
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
        'end_utc', (to_jsonb(s.last_utc) #>> '{}') || 'Z') order by s.site_uuid)
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

create or replace function app.changed_since (
  of_batch bigint,
  sites uuid[]
)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('site_uuid', site_uuid,
      'start_utc', (to_jsonb(start_utc) #>> '{}') || 'Z',
      'end_utc', (to_jsonb(end_utc) #>> '{}') || 'Z', 'reason', reason)
      order by site_uuid, start_utc, end_utc), '[]')
    from (
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
      order by site_uuid, start_utc, end_utc, reason) c);
end
$function$;

create or replace function app.put_back (
  of_batch bigint,
  sites uuid[]
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
    group by 1) o (s, first, last);
  if spans.sites is null then return 0; end if;
  with old as materialized (
    select r.*, app.period_end(r.start_utc, r.end_utc, s.measured_every_minutes) as lasts_utc
    from app.replaced_generation r join public.sites s using (site_uuid)
    where r.batch_id = of_batch and r.site_uuid = any(spans.sites) and r.is_deleted),
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

create or replace function app.undo_batch (
  of_batch bigint
)
  returns table (
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
  runs record;
begin
  sites := app.sites_to_undo(of_batch);
  perform app.lock_generation(sites);

  select u.removed, u.restored into removed, restored from app.undo_rows(of_batch, sites) u;
  restored := restored + app.put_back(of_batch, sites);
  select w.removed, w.changes into runs from app.undo_runs(of_batch, sites) w;
  removed := removed + runs.removed;
  changes := app.changed_since(of_batch, sites) || runs.changes;
  changed := jsonb_array_length(changes);
  changes := jsonb_path_query_array(changes, '$[0 to 99]');
  update app.batches b set undone_utc = now() at time zone 'utc',
    undone_rows = undone_rows + removed + restored, undone_by = u.email,
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
    where r.import_uuid = of_import and r.result in ('added', 'updated')
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
    elsif done.result = 'added' then
      delete from ev_charging_session s where s.id = stored.id;
    else
      update app.charging_import_rows r
      set written_version = app.put_charging_session(jsonb_populate_record(stored, done.before))
      where r.import_uuid = of_import and r.session_id = done.session_id
        and r.row_number <= done.row_number;
    end if;
  end loop;
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
  of_import uuid
)
  returns table (
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
begin
  own := app.own_import(of_import);
  if own.state not in ('stored', 'undone', 'failed') or own.batch_id is null then
    raise 'This import has stored nothing that could be undone.' using errcode = 'SC409';
  end if;
  return query select u.removed, u.restored, u.changed, u.changes
    from app.undo_batch(own.batch_id) u;
  update app.imports i set state = 'undone', ended_utc = now() at time zone 'utc',
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
end
$function$;

create or replace function app.undo_rows (
  of_batch bigint,
  sites uuid[]
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
      and g.site_uuid = r.site_uuid and g.start_utc = r.start_utc and g.end_utc = r.end_utc
      and g.batch_id = of_batch and g.generation_power_kw = g.batch_power_kw
    returning r.*)
  update generation g set generation_uuid = old.generation_uuid, created_utc = old.created_utc,
    generation_power_kw = old.generation_power_kw, batch_id = old.old_batch_id,
    batch_power_kw = old.old_batch_power_kw
  from old
  where g.site_uuid = old.site_uuid and g.start_utc = old.start_utc and g.end_utc = old.end_utc
    and g.batch_id = of_batch and g.site_uuid = any(sites);
  get diagnostics restored = row_count;

  delete from generation g
  where g.batch_id = of_batch and g.site_uuid = any(sites)
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
  sites uuid[]
)
  returns table (
    removed integer,
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
  from app.run_batches r where r.batch_id = of_batch and r.site_uuid = any(undo_runs.sites);
  if ours.runs is null then
    return query select 0, '[]'::jsonb;
    return;
  end if;
  unchanged := array(
    select r from unnest(ours.runs, ours.counts) o (r, n)
    left join (select v.forecast_uuid, count(*) from forecast_values v
      where v.forecast_uuid = any(ours.runs) group by 1) v (r, n) using (r)
    where coalesce(v.n, 0) <= o.n order by r);
  select d.removed into removed from app.delete_runs(sites, unchanged) d;
  select coalesce(jsonb_agg(jsonb_build_object('site_uuid', r.site_uuid,
      'forecast_uuid', r.forecast_uuid, 'reason', 'values were added in SQL since')), '[]')
    into changes
  from app.run_batches r where r.forecast_uuid = any(ours.runs);
  return next;
end
$function$;

comment on column app.imports.done is 'Bytes read while checking; rows stored while storing.';

comment on column app.imports.state is 'uploading, proposed (its reading is to be decided), checking, checked, storing, stored, undone or failed.';

comment on function app.batches_of(uuid, bigint, bigint, integer) is 'Returns batches of the scope''s group, of all groups to admins, newest first, with what they did at the sites that the scope sees: of one site, one batch, or older than a batch. A member does not learn which administrator undid a batch. Caller: web roles (sql/generation/batches.ts). Lock: none.';

comment on function app.changed_since(bigint, uuid[]) is 'Returns what of a batch has changed since and cannot be undone: [{site_uuid, start_utc, end_utc, reason}], by site and time. Caller: app.undo_batch, after it has undone the rest. Lock: none.';

comment on function app.put_back(bigint, uuid[]) is 'Puts back the measurements that a batch deleted at these sites, but those whose time something newer overlaps, and returns how many. Caller: app.undo_batch, after app.lock_generation. Lock: the rows inserted.';

comment on function app.undo_batch(bigint) is 'Undoes a batch at the scope''s sites: takes away the rows and runs that are as it left them, puts back what it replaced or deleted within 30 days. Returns how many measurements and runs went and came back, and what has changed since and stays: [{site_uuid, start_utc, end_utc, reason}] or [{site_uuid, forecast_uuid, reason}], the first 100. May be called again. Throws SC404 for a batch of another group, unless the scope is an admin''s. Caller: web roles (sql/generation/batches.ts). Lock: app.lock_generation; the rows written; as the triggers of forecast_values.';

comment on function app.undo_import(uuid) is 'Undoes the batch of an import, as app.undo_batch. Throws SC404 for an import that is not the scope''s, SC409 for one that has stored nothing. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE; as app.undo_batch.';

comment on function app.undo_rows(bigint, uuid[]) is 'Gives the measurements that a batch replaced at these sites their old power back, and deletes those that it brought, where they are as it left them. Returns how many of each. Of thousands of new rows the planner knows nothing yet and would compare each with each. Caller: app.undo_batch. Lock: the rows written.';

comment on function app.undo_runs(bigint, uuid[]) is 'Deletes the runs of these sites that a batch brought, but those that got more values since. Returns how many went, and those that stay: [{site_uuid, forecast_uuid, reason}]. Caller: app.undo_batch. Lock: as app.delete_runs.';

revoke all on function app.batches_of(uuid, bigint, bigint, integer) from public;

grant execute
  on function app.batches_of(uuid, bigint, bigint, integer)
  to sitecast_app, sitecast_admin;

revoke all on function app.changed_since(bigint, uuid[]) from public;

revoke all on function app.put_back(bigint, uuid[]) from public;

revoke all on function app.undo_batch(bigint) from public;

grant execute on function app.undo_batch(bigint) to sitecast_app, sitecast_admin;

revoke all on function app.undo_import(uuid) from public;

grant execute on function app.undo_import(uuid) to sitecast_app, sitecast_admin;

revoke all on function app.undo_rows(bigint, uuid[]) from public;

revoke all on function app.undo_runs(bigint, uuid[]) from public;
