-- Bodies of functions may name tables that later migrations make.
set local check_function_bodies = off;

create table clients (
  client_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  client_name varchar(255) not null,
  constraint clients_pkey primary key (client_uuid)
);
create unique index ix_clients_client_name on clients (client_name);

create table ml_model (
  model_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  name varchar,
  version varchar,
  description varchar default 'No description provided.',
  constraint ml_model_pkey primary key (model_uuid)
);

create table sites (
  site_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  client_site_id integer,
  client_site_name varchar(255),
  country varchar(255) default 'uk',
  region varchar(255),
  dno varchar(255),
  gsp varchar(255),
  asset_type site_asset_type not null default 'pv',
  orientation double precision,
  tilt double precision,
  latitude double precision,
  longitude double precision,
  capacity_kw double precision,
  inverter_capacity_kw double precision,
  module_capacity_kw double precision,
  ml_id integer not null,
  active boolean default true,
  client_uuid uuid,
  ml_model_uuid uuid,
  altitude_m double precision,
  time_zone text,
  note text,
  version integer not null default 1,
  constraint sites_pkey primary key (site_uuid),
  constraint sites_client_uuid_fkey foreign key (client_uuid) references clients,
  constraint sites_ml_model_uuid_fkey foreign key (ml_model_uuid) references ml_model
);
create index ix_sites_client_site_id on sites (client_site_id);
create index ix_sites_client_site_name on sites (client_site_name);
create index ix_sites_client_uuid on sites (client_uuid);

create table site_group_sites (
  site_group_site_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_group_uuid uuid not null,
  site_uuid uuid not null,
  constraint site_group_sites_pkey primary key (site_group_site_uuid),
  constraint idx_site_group_site unique (site_group_uuid, site_uuid),
  constraint site_group_sites_site_group_uuid_fkey foreign key (site_group_uuid) references site_groups,
  constraint site_group_sites_site_uuid_fkey foreign key (site_uuid) references sites
);
create index ix_site_group_sites_site_uuid on site_group_sites (site_uuid);

create table inverters (
  inverter_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_uuid uuid not null,
  name text,
  maker text,
  ac_kw double precision,
  constraint inverters_pkey primary key (inverter_uuid),
  constraint inverters_site_uuid_fkey foreign key (site_uuid) references sites
);
create index ix_inverters_site_uuid on inverters (site_uuid);

create table sites_history (
  site_history_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_uuid uuid not null,
  site_data jsonb not null,
  changed_by uuid,
  operation_type text not null,
  changed_by_email varchar(255),
  changed_by_group uuid,
  changed_through text,
  database_role text,
  constraint sites_history_pkey primary key (site_history_uuid),
  constraint sites_history_changed_by_fkey foreign key (changed_by) references users on delete set null
);
create index ix_sites_history_changed_by on sites_history (changed_by);
create index ix_sites_history_site_uuid on sites_history (site_uuid);

create table site_revisions (
  site_uuid uuid not null,
  revision bigint not null default (extract(epoch from clock_timestamp()) * 1000000)::bigint,
  constraint site_revisions_pkey primary key (site_uuid),
  constraint site_revisions_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
) with (fillfactor = 50);

create function app.check_sites(wanted uuid[])
returns void
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      if array_position(wanted, null) is not null or not wanted <@ app.visible_sites() then
        raise 'no such site' using errcode = 'P0002';
      end if;
    end $$;

create function app.contents_of_site(of_site uuid)
returns table (forecasts bigint, forecast_values bigint, generation bigint, first_utc timestamp,
  last_utc timestamp)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
      with runs as (select forecast_uuid from forecasts where site_uuid = of_site),
      planned as (select count(*) as n, min(start_utc) as first, max(end_utc) as last
        from runs join forecast_values using (forecast_uuid)),
      measured as (select count(*) as n, min(start_utc) as first, max(end_utc) as last
        from generation where site_uuid = of_site)
      select (select count(*) from runs), planned.n, measured.n,
        least(planned.first, measured.first), greatest(planned.last, measured.last)
      from planned, measured $$;
grant execute on function app.contents_of_site(uuid)
  to sitecast_admin;

create function app.count_edit()
returns trigger
language plpgsql
as $$
    begin
      new.version := old.version + 1;
      return new;
    end $$;

create function app.create_site(site jsonb)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare
      made uuid;
      owner_group uuid := nullif(current_setting('app.site_group_uuid', true), '')::uuid;
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
        time_zone, note, dno, gsp, ml_id)
      select client_site_id, client_site_name, coalesce(country, 'uk'), region,
        coalesce(asset_type, 'pv'), coalesce(orientation, 180), coalesce(tilt, 35), latitude,
        longitude, capacity_kw, coalesce(inverter_capacity_kw, capacity_kw),
        coalesce(module_capacity_kw, capacity_kw), altitude_m, time_zone, note, dno, gsp,
        (select coalesce(max(s.ml_id), 0) + 1 from sites s)
      from jsonb_populate_record(null::sites, site)
      returning site_uuid into made;
      insert into site_group_sites (site_group_uuid, site_uuid) values (owner_group, made)
      on conflict do nothing; -- an admin group has it already, by trigger
      return made;
    end $$;
grant execute on function app.create_site(jsonb)
  to sitecast_app, sitecast_admin;

create function app.create_site_in(site jsonb, groups uuid[])
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare
      made uuid := app.create_site(site);
      of_group uuid;
    begin
      foreach of_group in array groups loop
        perform app.link_sites(of_group, array[made]);
      end loop;
      return made;
    end $$;
grant execute on function app.create_site_in(jsonb, uuid[])
  to sitecast_admin;

create function app.deactivate_orphans(of_sites uuid[])
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare orphans integer;
    begin
      update sites s set active = false
      where site_uuid = any(of_sites) and active is not false and not exists (
        select from site_group_sites join site_groups g using (site_group_uuid)
        where site_group_sites.site_uuid = s.site_uuid and not g.is_admin);
      get diagnostics orphans = row_count;
      return orphans;
    end $$;

create function app.fill_inverter_capacity()
returns trigger
language plpgsql
as $$
    begin
      new.inverter_capacity_kw := new.capacity_kw;
      return new;
    end $$;

create function app.history_of_site(of_site uuid)
returns table (site_history_uuid uuid, created_utc timestamp, operation_type text,
  site_data jsonb, before jsonb, who text, email text, changed_through text, database_role text)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
      with me as (select g.site_group_uuid, g.is_admin from site_groups g
        where g.site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid)
      select h.site_history_uuid, h.created_utc, h.operation_type, h.site_data,
        lag(h.site_data) over (order by h.created_utc nulls first,
          (h.site_data ->> 'version')::integer nulls first, h.operation_type = 'DELETE'),
        case when h.changed_by_email is null then null
          when h.changed_by_group = me.site_group_uuid then 'own'
          when exists (select from site_groups g
            where g.site_group_uuid = h.changed_by_group and g.is_admin) then 'admin'
          else 'other' end,
        case when me.is_admin or h.changed_by_group = me.site_group_uuid then h.changed_by_email end,
        h.changed_through, h.database_role
      from sites_history h, me
      where h.site_uuid = of_site
        and (me.is_admin or of_site = any((select app.visible_sites())::uuid[]))
      order by h.created_utc desc nulls last,
        (h.site_data ->> 'version')::integer desc nulls last, h.operation_type <> 'DELETE' $$;
grant execute on function app.history_of_site(uuid)
  to sitecast_app, sitecast_admin;

create function app.leave_site(site uuid)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      perform app.check_sites(array[site]);
      return (select deactivated > 0 from app.unlink_sites(nullif(current_setting('app.site_group_uuid', true), '')::uuid, array[site]));
    end $$;
grant execute on function app.leave_site(uuid)
  to sitecast_app, sitecast_admin;

create function app.link_sites(to_group uuid, sites uuid[])
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare linked integer;
    begin
      perform app.check_group(to_group);
      if exists (select from unnest(link_sites.sites) w
          where not exists (select from sites s where s.site_uuid = w)) then
        raise 'no such site' using errcode = 'P0002';
      end if;
      insert into site_group_sites (site_group_uuid, site_uuid)
      select distinct to_group, w from unnest(link_sites.sites) w order by w
      on conflict do nothing;
      get diagnostics linked = row_count;
      return linked;
    end $$;
grant execute on function app.link_sites(uuid, uuid[])
  to sitecast_admin;

create function app.link_to_admin_groups()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      if not app.is_home() then return null; end if;
      perform pg_advisory_xact_lock_shared(hashtext('app.is_admin'));
      insert into site_group_sites (site_group_uuid, site_uuid)
      select site_group_uuid, new.site_uuid from site_groups where is_admin
      on conflict do nothing;
      return null;
    end $$;

create function app.name_the_writer()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      select email, site_group_uuid into new.changed_by_email, new.changed_by_group
      from users where user_uuid = new.changed_by;
      new.changed_through := nullif(current_setting('app.through', true), '');
      new.database_role := session_user;
      return new;
    end $$;

create function app.on_all_changed()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  begin
    
    perform app.touch_sites(array(select site_uuid from public.sites));
    return null;
  end $$;

create function app.on_sites_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  begin
    if not app.is_home() then return null; end if;
    perform app.touch_sites(array(select site_uuid from new_rows));
    return null;
  end $$;

create function app.record_site_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare
      who uuid := nullif(current_setting('pvsite_datamodel.current_user_uuid', true), '')::uuid;
    begin
      if not app.is_home() then return null; end if;
      insert into sites_history (created_utc, site_uuid, site_data, changed_by, operation_type)
      values (now() at time zone 'utc', coalesce(new.site_uuid, old.site_uuid),
        coalesce(to_jsonb(new), to_jsonb(old)), who, tg_op);
      return null;
    end $$;

create function app.sites_of_client(part text)
returns uuid[]
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
      select coalesce(array_agg(s.site_uuid), '{}') from sites s join clients c using (client_uuid)
      where s.site_uuid = any((select app.visible_sites())::uuid[])
        and strpos(lower(c.client_name), lower(part)) > 0 $$;
grant execute on function app.sites_of_client(text)
  to sitecast_app, sitecast_admin;

create function app.touch_sites(ids uuid[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      execute 'insert into site_revisions as r (site_uuid)
        select s.site_uuid from sites s where s.site_uuid = any($1) order by 1
        on conflict (site_uuid) do update set revision = r.revision + 1' using ids;
    end $$;

create function app.unlink_sites(from_group uuid, of_sites uuid[])
returns table (removed integer, deactivated integer)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare gone uuid[];
    begin
      perform app.check_group(from_group);
      if exists (select from site_groups where site_group_uuid = from_group and is_admin) then
        raise 'An admin group has every site: none can be removed from it.' using errcode = 'SC409';
      end if;
      with unlinked as (
        delete from site_group_sites
        where site_group_uuid = from_group and site_uuid = any(of_sites) returning site_uuid)
      select coalesce(array_agg(site_uuid), '{}') into gone from unlinked;
      removed := cardinality(gone);
      deactivated := app.deactivate_orphans(gone);
      return next;
    end $$;
grant execute on function app.unlink_sites(uuid, uuid[])
  to sitecast_admin;

create function app.visible_sites()
returns uuid[]
language sql stable parallel safe security definer cost 100000
set search_path = pg_catalog, public, pg_temp
as $$
      select coalesce(array_agg(site_uuid), '{}') from site_group_sites
      where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid $$;
grant execute on function app.visible_sites()
  to sitecast_app, sitecast_admin;

grant select on clients to sitecast_admin;
grant select, insert, update, delete on clients to sitecast_sdk;
grant insert (client_name)
  on clients to sitecast_admin;

create trigger revision_update after update on ml_model
  for each statement execute function app.on_all_changed();
grant select on ml_model to sitecast_admin;
grant select, insert, update, delete on ml_model to sitecast_sdk;

alter table sites enable row level security;
create policy by_site on sites to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on sites to sitecast_sdk using (true);
create trigger count_edit before update on sites
  for each row execute function app.count_edit();
create trigger link_to_admin_groups after insert on sites
  for each row execute function app.link_to_admin_groups();
create trigger revision_update after update on sites
  referencing new table as new_rows
  for each statement execute function app.on_sites_update();
create trigger set_default_inverter_capacity_kw_trigger before insert on sites
  for each row when (new.inverter_capacity_kw is null) execute function app.fill_inverter_capacity();
create trigger site_changes_trigger after insert or delete or update on sites
  for each row execute function app.record_site_change();
grant select on sites to sitecast_app, sitecast_admin;
grant select, insert, update, delete on sites to sitecast_sdk;
grant update (client_site_id, client_site_name, country, region, dno, gsp, asset_type,
  orientation, tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw,
  altitude_m, time_zone, note)
  on sites to sitecast_app;
grant update (client_site_id, client_site_name, country, region, dno, gsp, asset_type,
  orientation, tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw,
  active, client_uuid, ml_model_uuid, altitude_m, time_zone, note)
  on sites to sitecast_admin;

alter table site_group_sites enable row level security;
create policy all_rows on site_group_sites to sitecast_admin using (true);
create policy by_group on site_group_sites to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
create policy every_row_sitecast_sdk on site_group_sites to sitecast_sdk using (true);
grant select on site_group_sites to sitecast_app, sitecast_admin;
grant select, insert, update, delete on site_group_sites to sitecast_sdk;

alter table inverters enable row level security;
create policy by_site on inverters to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on inverters to sitecast_sdk using (true);
grant select, delete on inverters to sitecast_app, sitecast_admin;
grant select, insert, update, delete on inverters to sitecast_sdk;
grant insert (site_uuid, name, maker, ac_kw)
  on inverters to sitecast_app, sitecast_admin;

alter table sites_history enable row level security;
create policy all_rows on sites_history to sitecast_admin using (true);
create policy by_site on sites_history to sitecast_app
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on sites_history to sitecast_sdk using (true);
create trigger name_the_writer before insert on sites_history
  for each row execute function app.name_the_writer();
grant select on sites_history to sitecast_admin, sitecast_sdk;
grant select (site_history_uuid, created_utc, site_uuid, site_data, changed_by, operation_type)
  on sites_history to sitecast_app;

alter table site_revisions enable row level security;
create policy by_site on site_revisions to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on site_revisions to sitecast_app, sitecast_admin;
