set local check_function_bodies = off;

create table app.charging_sun_due (
  site_group_uuid uuid not null,
  site_uuid uuid not null,
  first_utc timestamp with time zone not null,
  last_utc timestamp with time zone not null
);

create or replace function app.forget_sun()
  returns trigger
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
begin
  if (old.site_uuid, old.session_start_utc, old.session_end_utc, old.charge_duration_seconds,
      old.energy_kwh, old.evse_energy_kwh)
    is distinct from (new.site_uuid, new.session_start_utc, new.session_end_utc,
      new.charge_duration_seconds, new.energy_kwh, new.evse_energy_kwh)
  then
    new.sun_kwh := null;
    new.sun_known := null;
  end if;
  return new;
end
$function$;

create or replace function app.record_sun_due()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  if tg_op = 'INSERT' then
    insert into app.charging_sun_due (site_group_uuid, site_uuid, first_utc, last_utc)
    select site_group_uuid, site_uuid, min(session_start_utc),
      max(coalesce(session_end_utc,
        session_start_utc + charge_duration_seconds * interval '1 second'))
    from new_rows
    where site_uuid is not null and session_start_utc is not null
      and (session_end_utc is not null or charge_duration_seconds is not null)
    group by 1, 2, date_trunc('month', session_start_utc, 'UTC');
  elsif tg_op = 'UPDATE' then
    insert into app.charging_sun_due (site_group_uuid, site_uuid, first_utc, last_utc)
    select c.site_group_uuid, c.site_uuid, min(c.session_start_utc),
      max(coalesce(c.session_end_utc,
        c.session_start_utc + c.charge_duration_seconds * interval '1 second'))
    from old_rows o join new_rows n using (id), lateral (values
      (o.site_group_uuid, o.site_uuid, o.session_start_utc, o.session_end_utc,
        o.charge_duration_seconds),
      (n.site_group_uuid, n.site_uuid, n.session_start_utc, n.session_end_utc,
        n.charge_duration_seconds)) c (site_group_uuid, site_uuid, session_start_utc,
        session_end_utc, charge_duration_seconds)
    where (o.site_uuid, o.session_start_utc, o.session_end_utc, o.charge_duration_seconds,
        o.energy_kwh, o.evse_energy_kwh)
      is distinct from (n.site_uuid, n.session_start_utc, n.session_end_utc,
        n.charge_duration_seconds, n.energy_kwh, n.evse_energy_kwh)
      and c.site_uuid is not null and c.session_start_utc is not null
      and (c.session_end_utc is not null or c.charge_duration_seconds is not null)
    group by 1, 2, date_trunc('month', c.session_start_utc, 'UTC');
  else
    insert into app.charging_sun_due (site_group_uuid, site_uuid, first_utc, last_utc)
    select site_group_uuid, site_uuid, min(session_start_utc),
      max(coalesce(session_end_utc,
        session_start_utc + charge_duration_seconds * interval '1 second'))
    from old_rows
    where site_uuid is not null and session_start_utc is not null
      and (session_end_utc is not null or charge_duration_seconds is not null)
    group by 1, 2, date_trunc('month', session_start_utc, 'UTC');
  end if;
  return null;
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
  select follower, k.* from unnest(array['accuracy', 'attention', 'fits', 'sun']) follower,
    unnest(sites, firsts, lasts) k (site_uuid, first_utc, last_utc)
  where follower <> 'sun'
    or exists (select 1 from ev_charging_session s where s.site_uuid = k.site_uuid)
  order by 1, 2
  on conflict (follower, site_uuid) do update
    set first_utc = least(c.first_utc, excluded.first_utc),
      last_utc = greatest(c.last_utc, excluded.last_utc), changes = c.changes + 1;
  return (select sum(n) from unnest(counts) n);
end
$function$;

create index ix_charging_sun_due_site_uuid on app.charging_sun_due
  using btree (site_uuid, site_group_uuid);

create trigger forget_sun
  before update of site_uuid,
    session_start_utc,
    session_end_utc,
    charge_duration_seconds, energy_kwh, evse_energy_kwh on public.ev_charging_session
  for each row
  execute function app.forget_sun();

create trigger sun_due_delete
  after delete on public.ev_charging_session referencing OLD table as old_rows
  for each STATEMENT
  execute function app.record_sun_due();

create trigger sun_due_insert
  after insert on public.ev_charging_session referencing NEW table as new_rows
  for each STATEMENT
  execute function app.record_sun_due();

create trigger sun_due_update
  after update on public.ev_charging_session referencing OLD table as old_rows NEW table as new_rows
  for each STATEMENT
  execute function app.record_sun_due();

comment on column app.changed_ranges.follower is 'What depends on measurements: accuracy (counted pairs), attention (what is wrong with the site), fits (of the baseline) or sun (of charging sessions; only sites that have some).';

comment on column app.charging_sun_due.first_utc is 'When the first of them began.';

comment on column app.charging_sun_due.last_utc is 'When the last of them ended.';

comment on column app.charging_sun_due.site_group_uuid is 'The group whose sessions changed.';

comment on column app.charging_sun_due.site_uuid is 'The site at which they are, or were.';

comment on function app.forget_sun() is 'Drops the sun of a session whose site, time or energy changes, until it is counted again. Caller: trigger forget_sun of ev_charging_session. Lock: none.';

comment on function app.record_sun_due() is 'Remembers when and where the sun of charging sessions has to be counted again, also of those at the same time: they share it. Sessions without a time have no sun. Caller: triggers sun_due of ev_charging_session. Lock: none.';

comment on table app.charging_sun_due is 'Times in which charging sessions changed since their sun was counted: a row for each group, site and month of each statement. Only appended to by the triggers of ev_charging_session: no unique key and no foreign key, so that it holds up nobody. The service counts the sessions of these times again and deletes the rows in the same transaction.';

revoke all on function app.forget_sun() from public;

revoke all on function app.record_sun_due() from public;
