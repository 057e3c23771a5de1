set local check_function_bodies = off;

alter table app.attention
  drop constraint attention_site_uuid_fkey;

alter table app.attention_checks
  drop constraint attention_checks_site_uuid_fkey;

alter table app.attention_dismissals
  drop constraint attention_dismissals_attention_uuid_fkey;

alter table app.attention_dismissals
  drop constraint attention_dismissals_site_group_uuid_fkey;

alter table app.outage_changes
  drop constraint outage_changes_changed_by_fkey;

alter table app.outage_changes
  drop constraint outage_changes_site_uuid_fkey;

alter table app.outage_texts
  drop constraint outage_texts_outage_uuid_fkey;

alter table app.outage_texts
  drop constraint outage_texts_site_group_uuid_fkey;

alter table app.outages
  drop constraint outages_site_uuid_fkey;

drop function app.dismiss_attention(uuid, text, text);

drop function app.edit_outage(uuid, jsonb);

drop function app.history_of_site(uuid);

drop function
  app.mark_outage(uuid, text, timestamp without time zone, timestamp without time zone, text);

drop function app.take_back_dismissal(uuid);

drop function app.write_outage_text(uuid, text);

-- Loses data.
drop table app.attention_checks;

-- Loses data.
drop table app.attention_dismissals;

-- Loses data.
drop table app.attention;

-- Loses data.
drop table app.outage_changes;

-- Loses data.
drop table app.outage_texts;

-- Loses data.
drop table app.outages;

drop function app.on_outage_change();

create or replace function app.history_of_site (
  of_site uuid
)
  returns table (
    site_history_uuid uuid,
    created_utc timestamp without time zone,
    operation_type text,
    site_data jsonb,
    before jsonb,
    who text,
    email text,
    changed_through text,
    database_role text,
    batch jsonb
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  my_group uuid;
  i_am_admin boolean;
begin
  select g.site_group_uuid, g.is_admin into my_group, i_am_admin from site_groups g
  where g.site_group_uuid = app.group_uuid();
  if my_group is null
    or not (i_am_admin and app.only_sites() is null or of_site = any(app.visible_sites()))
  then return; end if;
  return query
    with changes as (
      select h.site_history_uuid, h.created_utc, h.operation_type, h.site_data,
        lag(h.site_data) over (order by h.created_utc nulls first,
          (h.site_data ->> 'version')::integer nulls first, h.operation_type = 'DELETE') as before,
        h.changed_by_group as by_group, h.changed_by_email::text as by_email, h.changed_through,
        h.database_role, null::jsonb as batch
      from sites_history h
      where h.site_uuid = of_site),
    sent as (
      select b.*, s.changed_utc, jsonb_build_object('batch_id', b.batch_id, 'kind', b.kind,
        'inserted', s.inserted, 'replaced', s.replaced, 'deleted', s.deleted, 'runs', s.runs,
        'start_utc', (to_jsonb(s.first_utc) #>> '{}') || 'Z',
        'end_utc', (to_jsonb(s.last_utc) #>> '{}') || 'Z') as batch
      from app.batch_sites s join app.batches b using (batch_id)
      where s.site_uuid = of_site),
    entries as (
      select * from changes
      union all
      select null, changed_utc, 'BATCH', null, null, site_group_uuid, actor, door, null, batch
      from sent
      union all
      select null, undone_utc, 'UNDO', null, null, undone_by_group, undone_by, null, null, batch
      from sent where undone_utc is not null)
    select e.site_history_uuid, e.created_utc, e.operation_type, e.site_data, e.before,
      case when e.by_email is null then null
        when e.by_group = my_group then 'own'
        when exists (select 1 from site_groups g
          where g.site_group_uuid = e.by_group and g.is_admin) then 'admin'
        else 'other' end,
      case when i_am_admin or e.by_group = my_group then e.by_email end,
      e.changed_through, e.database_role, e.batch
    from entries e
    order by e.created_utc desc nulls last,
      (e.site_data ->> 'version')::integer desc nulls last, e.operation_type <> 'DELETE';
end
$function$;

create or replace function app.sweep()
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set lock_timeout to '1s'
  AS $function$
declare
  everywhere constant uuid := '00000000-0000-0000-0000-000000000000';
  truncations integer;
  changed uuid[];
  free uuid[];
  sites uuid[];
  counts bigint[];
  firsts timestamp[];
  lasts timestamp[];
begin
  if not exists (select 1 from app.generation_changes)
    or not pg_try_advisory_xact_lock(hashtext('app.sweep')) then
    return 0;
  end if;

  delete from app.generation_changes where site_uuid = everywhere;
  get diagnostics truncations = row_count;
  if truncations > 0 then
    insert into app.generation_changes (site_uuid, first_utc, last_utc)
    select s, '-infinity', 'infinity'
    from unnest(array(select site_uuid from sites)) s, generate_series(1, truncations);
  end if;

  changed := array(select distinct site_uuid from app.generation_changes);
  delete from app.generation_changes where site_uuid = any(array(
    select unnest(changed) except select site_uuid from sites));

  -- Sites whose revision somebody holds keep their changes until a later sweep.
  free := array(select site_uuid from site_revisions where site_uuid = any(changed)
    order by 1 for update skip locked);
  with swept as (
    delete from app.generation_changes where site_uuid = any(free)
    returning site_uuid, first_utc, last_utc)
  select array_agg(s), array_agg(n), array_agg(f), array_agg(l) into sites, counts, firsts, lasts
  from (select site_uuid, count(*), min(first_utc), max(last_utc) from swept
    group by 1 order by 1) c (s, n, f, l);
  if sites is null then return 0; end if;

  update site_revisions r set revision = r.revision + k.n
  from unnest(sites, counts) k (site_uuid, n) where r.site_uuid = k.site_uuid;
  insert into app.changed_ranges as c (follower, site_uuid, first_utc, last_utc)
  select follower, k.* from unnest(array['accuracy', 'fits']) follower,
    unnest(sites, firsts, lasts) k
  order by 1, 2
  on conflict (follower, site_uuid) do update
    set first_utc = least(c.first_utc, excluded.first_utc),
      last_utc = greatest(c.last_utc, excluded.last_utc), changes = c.changes + 1;
  return (select sum(n) from unnest(counts) n);
end
$function$;

comment on column app.changed_ranges.follower is 'What depends on measurements: accuracy (counted pairs) or fits (of the baseline).';

comment on function app.history_of_site(uuid) is 'Returns the changes of a site, newest first, each with the row before it, and among them what was sent for it (BATCH, with its numbers) and what was undone (UNDO). Of another group''s people a member learns no more than what they are: own, admin, other; NULL: nobody was named. Admins also read the history of a deleted site. Caller: web roles (sql/sites/site_history.ts). Lock: none.';

revoke all on function app.history_of_site(uuid) from public;

grant execute on function app.history_of_site(uuid) to sitecast_app, sitecast_admin;
