-- Bodies of functions may name tables that later migrations make.
set local check_function_bodies = off;

create table site_groups (
  site_group_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_group_name varchar(255),
  service_level integer default 0,
  is_admin boolean not null default false,
  constraint site_groups_pkey primary key (site_group_uuid)
);
create unique index ix_site_groups_site_group_name on site_groups (site_group_name);

create function app.check_group(of_group uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      perform from site_groups where site_group_uuid = of_group for share;
      if not found then raise 'no such group' using errcode = 'P0002'; end if;
    end $$;

create function app.delete_group(of_group uuid)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare
      gone site_groups;
      had uuid[];
    begin
      select * into gone from site_groups where site_group_uuid = of_group for update;
      if not found then raise 'no such group' using errcode = 'P0002'; end if;
      if exists (select from users where site_group_uuid = of_group) then
        raise 'Site group with name % and site group uuid % has users and cannot be deleted.',
          gone.site_group_name, of_group using errcode = 'SC409';
      end if;
      with unlinked as (delete from site_group_sites where site_group_uuid = of_group returning site_uuid)
      select coalesce(array_agg(site_uuid), '{}') into had from unlinked;
      delete from site_groups where site_group_uuid = of_group;
      return case when gone.is_admin then 0 else app.deactivate_orphans(had) end;
    end $$;
grant execute on function app.delete_group(uuid)
  to sitecast_admin;

create function app.link_every_site()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      perform pg_advisory_xact_lock(hashtext('app.is_admin'));
      insert into site_group_sites (site_group_uuid, site_uuid)
      select new.site_group_uuid, site_uuid from sites
      on conflict do nothing;
      return null;
    end $$;

create function app.mark_group(of_group uuid, as_admin boolean)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      perform pg_advisory_xact_lock(hashtext('app.is_admin'));
      update site_groups set is_admin = as_admin
      where site_group_uuid = of_group and is_admin is distinct from as_admin;
      if not found then
        perform app.check_group(of_group);
      end if;
      perform app.check_admins_remain();
    end $$;
grant execute on function app.mark_group(uuid, boolean)
  to sitecast_admin;

alter table site_groups enable row level security;
create policy all_rows on site_groups to sitecast_admin using (true);
create policy by_group on site_groups to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
create policy every_row_sitecast_sdk on site_groups to sitecast_sdk using (true);
create trigger link_every_site after insert or update of is_admin on site_groups
  for each row when (new.is_admin) execute function app.link_every_site();
grant select on site_groups to sitecast_app, sitecast_admin;
grant insert (site_group_name, service_level), update (site_group_name, service_level)
  on site_groups to sitecast_admin;
grant select, delete on site_groups to sitecast_sdk;
grant insert (site_group_uuid, created_utc, site_group_name, service_level),
  update (site_group_uuid, created_utc, site_group_name, service_level)
  on site_groups to sitecast_sdk;
