set local check_function_bodies = off;

create table app.charging_sums (
  site_group_uuid uuid not null,
  is_year boolean not null,
  first_utc timestamp with time zone,
  charge_type character varying,
  location_type character varying(20),
  location_id integer,
  network_id integer,
  site_uuid uuid,
  device_id character varying not null,
  currency character(3),
  is_cost_known boolean not null,
  is_measured boolean not null,
  sessions bigint not null,
  energy_kwh numeric not null,
  cost numeric not null,
  sun_kwh numeric not null,
  is_change boolean not null default true
);

alter table app.charging_sums
  enable row level security;

create or replace function app.count_charging_sums (
  of_group uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  -- Two at once would each add what they counted.
  if not pg_try_advisory_xact_lock(hashtextextended('sitecast.charging_sums ' || of_group, 0)) then
    return;
  end if;
  with gone as (delete from app.charging_sums where site_group_uuid = of_group)
  insert into app.charging_sums (site_group_uuid, is_year, first_utc, charge_type, location_type,
    location_id, network_id, site_uuid, device_id, currency, is_cost_known, is_measured,
    sessions, energy_kwh, cost, sun_kwh, is_change)
  select s.site_group_uuid, span = 'year', date_trunc(span, s.session_start_utc, 'UTC'),
    s.charge_type, s.location_type, case when s.location_type is null then s.location_id end,
    s.network_id, s.site_uuid, s.device_id, s.currency, s.shown_cost is not null,
    coalesce(s.sun_known >= 0.5, false), count(*), coalesce(sum(s.energy_kwh), 0),
    coalesce(sum(s.shown_cost), 0), coalesce(sum(s.sun_kwh), 0), false
  from ev_charging_session s, unnest(array['year', 'month']) span
  where s.site_group_uuid = of_group
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
end
$function$;

create or replace function app.record_charging_sums()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  if tg_op = 'TRUNCATE' then
    delete from app.charging_sums;
    return null;
  end if;
  execute format($sums$
    insert into app.charging_sums (site_group_uuid, is_year, first_utc, charge_type,
      location_type, location_id, network_id, site_uuid, device_id, currency, is_cost_known,
      is_measured, sessions, energy_kwh, cost, sun_kwh)
    select * from (
      select s.site_group_uuid, span = 'year', date_trunc(span, s.session_start_utc, 'UTC'),
        s.charge_type, s.location_type, case when s.location_type is null then s.location_id end,
        s.network_id, s.site_uuid, s.device_id, s.currency, s.shown_cost is not null,
        coalesce(s.sun_known >= 0.5, false), sum(s.sign) as sessions,
        coalesce(sum(s.sign * s.energy_kwh), 0) as energy_kwh,
        coalesce(sum(s.sign * s.shown_cost), 0) as cost,
        coalesce(sum(s.sign * s.sun_kwh), 0) as sun_kwh
      from (%s) s, unnest(array['year', 'month']) span
      where exists (select 1 from site_groups g where g.site_group_uuid = s.site_group_uuid)
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) changes
    where (sessions, energy_kwh, cost, sun_kwh) <> (0, 0, 0, 0)$sums$,
    case tg_op
      when 'INSERT' then 'select 1 as sign, n.* from new_rows n'
      when 'DELETE' then 'select -1 as sign, o.* from old_rows o'
      else 'select 1 as sign, n.* from new_rows n union all select -1, o.* from old_rows o'
    end);
  return null;
end
$function$;

alter table app.charging_sums
  add constraint charging_sums_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

create index ix_charging_sums_is_change on app.charging_sums using btree (site_group_uuid)
  where is_change;

create index ix_charging_sums_site_group_uuid on app.charging_sums
  using btree (site_group_uuid, is_year, first_utc);

create trigger sums_delete
  after delete on public.ev_charging_session referencing OLD table as old_rows
  for each STATEMENT
  execute function app.record_charging_sums();

create trigger sums_insert
  after insert on public.ev_charging_session referencing NEW table as new_rows
  for each STATEMENT
  execute function app.record_charging_sums();

create trigger sums_truncate
  after truncate on public.ev_charging_session
  for each STATEMENT
  execute function app.record_charging_sums();

create trigger sums_update
  after update on public.ev_charging_session referencing OLD table as old_rows NEW table as new_rows
  for each STATEMENT
  execute function app.record_charging_sums();

create policy by_group on app.charging_sums
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

create policy only_sites on app.charging_sums
  as restrictive
  for all
  to sitecast_app
  using
    (COALESCE((site_uuid = ANY ((( select NULLIF(current_setting('app.only_sites'::text, true),
    ''::text) as nullif))::uuid[])),
    ( select (NULLIF(current_setting('app.only_sites'::text, true), ''::text) is null))));

comment on column app.charging_sums.charge_type is 'charge_type of the sessions.';

comment on column app.charging_sums.cost is 'Sum of shown_cost, in the currency.';

comment on column app.charging_sums.currency is 'currency of the sessions.';

comment on column app.charging_sums.device_id is 'device_id of the sessions.';

comment on column app.charging_sums.energy_kwh is 'Sum of energy_kwh, in kWh.';

comment on column app.charging_sums.first_utc is 'When the year or month begins in which they start. NULL: their start is not known.';

comment on column app.charging_sums.is_change is 'True: a statement changed the sums by this. False: counted from all sessions.';

comment on column app.charging_sums.is_cost_known is 'Whether they have a shown_cost.';

comment on column app.charging_sums.is_measured is 'Whether at least half of their time has measurements (sun_known).';

comment on column app.charging_sums.is_year is 'True: of a year. False: of a month.';

comment on column app.charging_sums.location_id is 'Their place (ev_location_lookup, no foreign key), where they have no type of location: that of the place counts then. Else NULL.';

comment on column app.charging_sums.location_type is 'location_type of the sessions.';

comment on column app.charging_sums.network_id is 'network_id of the sessions (no foreign key).';

comment on column app.charging_sums.sessions is 'How many there are; negative where they were taken away.';

comment on column app.charging_sums.site_group_uuid is 'The group whose sessions they are.';

comment on column app.charging_sums.site_uuid is 'site_uuid of the sessions (no foreign key).';

comment on column app.charging_sums.sun_kwh is 'Sum of sun_kwh, in kWh.';

comment on function app.count_charging_sums(uuid) is 'Counts the kept sums of a group''s sessions anew. One statement, which sees one moment: what others change meanwhile stays appended beside. Does nothing while another transaction does it. Caller: the owner, when many changes are appended (sql/charging/sums.ts). Lock: an advisory lock of the group; its rows of app.charging_sums.';

comment on function app.record_charging_sums() is 'Appends to app.charging_sums what a statement adds to the sums of charging sessions and takes away, but nothing for a group that is being deleted. Caller: triggers sums of ev_charging_session. Lock: none.';

comment on table app.charging_sums is 'Kept: counts and sums of charging sessions that filters of lists do not tell apart, by UTC year and again by UTC month. What holds is the sum of all rows of the same kind: triggers of ev_charging_session only append what was added and taken away, so that it holds up nobody, and the service counts the rows of a group anew when there are many. A function of the sessions alone, not of the rows that they refer to.';

revoke all on function app.count_charging_sums(uuid) from public;

revoke all on function app.record_charging_sums() from public;

grant select on table app.charging_sums to sitecast_app;

-- After the triggers, whose lock keeps writers away until all is counted.
select app.count_charging_sums(site_group_uuid) from public.site_groups;
