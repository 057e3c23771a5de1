create table app.charging_sums (
  site_group_uuid uuid not null,
  is_year boolean not null,
  first_utc timestamptz,
  charge_type varchar,
  location_type varchar(20),
  location_id integer,
  network_id integer,
  site_uuid uuid,
  device_id varchar not null,
  currency char(3),
  is_cost_known boolean not null,
  is_measured boolean not null,
  sessions bigint not null,
  energy_kwh numeric not null,
  cost numeric not null,
  sun_kwh numeric not null,
  is_change boolean not null default true,
  constraint charging_sums_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);
create index ix_charging_sums_site_group_uuid
  on app.charging_sums (site_group_uuid, is_year, first_utc);
create index ix_charging_sums_is_change on app.charging_sums (site_group_uuid) where is_change;

comment on table app.charging_sums is
  'Kept: counts and sums of charging sessions that filters of lists do not tell apart, by UTC year '
  'and again by UTC month. What holds is the sum of all rows of the same kind: triggers of '
  'ev_charging_session only append what was added and taken away, so that it holds up nobody, and '
  'the service counts the rows of a group anew when there are many. A function of the sessions '
  'alone, not of the rows that they refer to.';
comment on column app.charging_sums.site_group_uuid is 'The group whose sessions they are.';
comment on column app.charging_sums.is_year is 'True: of a year. False: of a month.';
comment on column app.charging_sums.first_utc is
  'When the year or month begins in which they start. NULL: their start is not known.';
comment on column app.charging_sums.charge_type is 'charge_type of the sessions.';
comment on column app.charging_sums.location_type is 'location_type of the sessions.';
comment on column app.charging_sums.location_id is
  'Their place (ev_location_lookup, no foreign key), where they have no type of location: that '
  'of the place counts then. Else NULL.';
comment on column app.charging_sums.network_id is
  'network_id of the sessions (no foreign key).';
comment on column app.charging_sums.site_uuid is 'site_uuid of the sessions (no foreign key).';
comment on column app.charging_sums.device_id is 'device_id of the sessions.';
comment on column app.charging_sums.currency is 'currency of the sessions.';
comment on column app.charging_sums.is_cost_known is 'Whether they have a shown_cost.';
comment on column app.charging_sums.is_measured is
  'Whether at least half of their time has measurements (sun_known).';
comment on column app.charging_sums.sessions is
  'How many there are; negative where they were taken away.';
comment on column app.charging_sums.energy_kwh is 'Sum of energy_kwh, in kWh.';
comment on column app.charging_sums.cost is 'Sum of shown_cost, in the currency.';
comment on column app.charging_sums.sun_kwh is 'Sum of sun_kwh, in kWh.';
comment on column app.charging_sums.is_change is
  'True: a statement changed the sums by this. False: counted from all sessions.';

alter table app.charging_sums enable row level security;
create policy by_group on app.charging_sums to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
create policy only_sites on app.charging_sums as restrictive to sitecast_app
  using (coalesce(
    site_uuid = any((select nullif(current_setting('app.only_sites', true), ''))::uuid[]),
    (select nullif(current_setting('app.only_sites', true), '') is null)));
grant select on app.charging_sums to sitecast_app;
