set local check_function_bodies = off;

create table public.site_capacities (
  site_uuid uuid not null,
  until_date date not null,
  capacity_kw double precision not null,
  constraint site_capacities_pkey primary key (site_uuid, until_date)
);

alter table public.site_capacities
  enable row level security;

alter table public.sites
  add column capacity_from date;

-- May rewrite the table, which is locked meanwhile.
alter table public.sites
  add column has_battery boolean not null default false;

-- May rewrite the table, which is locked meanwhile.
alter table public.sites
  add column is_tracked boolean not null default false;

-- May rewrite the table, which is locked meanwhile.
alter table public.sites
  add column is_curtailed boolean not null default false;

create or replace function app.create_site (
  site jsonb
)
  returns uuid
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  made uuid;
  owner_group uuid := app.group_uuid();
begin
  if owner_group is null then raise 'no scope is open' using errcode = '42501'; end if;
  begin
    perform now() at time zone (site ->> 'time_zone');
  exception when invalid_parameter_value then
    raise 'There is no time zone named "%".', site ->> 'time_zone' using errcode = '22023';
  end;
  perform pg_advisory_xact_lock(hashtext('sites.ml_id'));
  insert into sites (client_site_id, client_site_name, country, region, asset_type, orientation,
    tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw, altitude_m,
    time_zone, note, measured_every_minutes, dno, gsp, has_battery, is_tracked, is_curtailed,
    ml_id)
  select client_site_id, client_site_name, coalesce(country, 'uk'), region,
    coalesce(asset_type, 'pv'), coalesce(orientation, 180), coalesce(tilt, 35), latitude,
    longitude, capacity_kw, coalesce(inverter_capacity_kw, capacity_kw),
    coalesce(module_capacity_kw, capacity_kw), altitude_m, time_zone, note,
    measured_every_minutes, dno, gsp,
    coalesce(has_battery, false), coalesce(is_tracked, false), coalesce(is_curtailed, false),
    (select coalesce(max(s.ml_id), 0) + 1 from sites s)
  from jsonb_populate_record(null::sites, site)
  returning site_uuid into made;
  insert into site_group_sites (site_group_uuid, site_uuid) values (owner_group, made)
  on conflict do nothing; -- an admin group has it already, by trigger
  return made;
end
$function$;

create or replace function app.edit_site (
  of_site uuid,
  changes jsonb,
  wanted_version integer
)
  returns text
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  before sites;
  site sites;
begin
  if not of_site = any(app.visible_sites()) then return 'not found'; end if;
  select * into before from sites where site_uuid = of_site for no key update;
  if not found then return 'not found'; end if;
  if before.version <> wanted_version then return 'changed meanwhile'; end if;
  if changes = '{}' then return 'updated'; end if;
  site := jsonb_populate_record(before, changes);
  perform app.keep_former_capacity(before, site);
  update sites set client_site_id = site.client_site_id,
    client_site_name = site.client_site_name, country = site.country, region = site.region,
    dno = site.dno, gsp = site.gsp, asset_type = site.asset_type,
    orientation = site.orientation, tilt = site.tilt, latitude = site.latitude,
    longitude = site.longitude, capacity_kw = site.capacity_kw,
    inverter_capacity_kw = site.inverter_capacity_kw,
    module_capacity_kw = site.module_capacity_kw, altitude_m = site.altitude_m,
    time_zone = site.time_zone, note = site.note,
    measured_every_minutes = site.measured_every_minutes,
    capacity_from = site.capacity_from,
    has_battery = site.has_battery, is_tracked = site.is_tracked,
    is_curtailed = site.is_curtailed
  where site_uuid = of_site;
  return 'updated';
end
$function$;

create or replace function app.keep_former_capacity (
  before public.sites,
  after public.sites
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  earlier date;
begin
  if after.capacity_from is not distinct from before.capacity_from then return; end if;
  select max(until_date) into earlier from site_capacities
  where site_uuid = before.site_uuid and until_date is distinct from before.capacity_from;
  if after.capacity_from <= earlier then
    raise 'The capacity changed on % already: give a later day.', earlier
      using errcode = 'SC422', column = 'capacity_from';
  end if;
  if after.capacity_from is null then
    delete from site_capacities
    where site_uuid = before.site_uuid and until_date = before.capacity_from;
  elsif after.capacity_kw is distinct from before.capacity_kw
    and (before.capacity_from is null or after.capacity_from > before.capacity_from) then
    insert into site_capacities (site_uuid, until_date, capacity_kw)
    select before.site_uuid, after.capacity_from, before.capacity_kw
    where before.capacity_kw > 0 and before.capacity_kw < 'Infinity';
  else
    update site_capacities set until_date = after.capacity_from
    where site_uuid = before.site_uuid and until_date = before.capacity_from;
  end if;
end
$function$;

alter table public.site_capacities
  add constraint site_capacities_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

create policy by_site on public.site_capacities
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

comment on column public.site_capacities.capacity_kw is 'Capacity before that day, in kW.';

comment on column public.site_capacities.site_uuid is 'The site.';

comment on column public.site_capacities.until_date is 'First day, in the site''s zone, on which the site no longer had this capacity. It had it since the until_date before this one.';

comment on column public.sites.capacity_from is 'First day, in the site''s zone, of its capacity_kw; site_capacities has those before. NULL: the site always had it, as far as is known.';

comment on column public.sites.has_battery is 'True: a battery behind the same meter, so that power does not follow the sun.';

comment on column public.sites.is_curtailed is 'True: the grid operator or a contract limits what the site may feed in.';

comment on column public.sites.is_tracked is 'True: the modules follow the sun.';

comment on function app.edit_site(uuid, jsonb, integer) is 'Writes those columns that describe a site of the scope and that the object has, NULL for null; other keys are ignored. With wanted_version (NULL: any) only if the site is still at it. Returns ''updated'', ''changed meanwhile'' or ''not found''; throws SC422 for an impossible capacity_from (app.keep_former_capacity). Caller: web roles, who have no right to update sites themselves (sql/sites/sites.ts). Lock: the site''s row FOR NO KEY UPDATE: two edits at once wait for each other, and each keeps the columns that the other wrote.';

comment on function app.keep_former_capacity(public.sites, public.sites) is
  'Keeps the capacity that a site had, when an edit says from which day another one holds. A later day with another capacity is an extension or a reduction; otherwise a day that is corrected moves the last change, and none takes it back. Throws SC422 for a day before the change before. Caller: app.edit_site, which holds the site''s row. Lock: none.';

comment on table public.site_capacities is 'Capacities that sites had before they were extended or reduced. The present one is sites.capacity_kw, since sites.capacity_from: the newest until_date here.';

comment on table public.sites is 'Solar and wind installations, each at one place. Table of the Python SDK; altitude_m, time_zone, note, version and all after it are ours. Triggers keep the history of every change, whoever writes.';

revoke all on function app.keep_former_capacity(public.sites, public.sites) from public;

grant select on table public.site_capacities to sitecast_app, sitecast_admin;
