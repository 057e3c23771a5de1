// Groups and their sites, many at once. A site that leaves its last ordinary group becomes inactive,
// whoever takes it out: admin groups, which have every site, do not count.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const GROUP = "nullif(current_setting('app.site_group_uuid', true), '')::uuid";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.link_site(uuid, uuid), app.unlink_site(uuid, uuid);

    create function app.check_group(of_group uuid) returns void language plpgsql ${DEFINER} as $$
    begin
      perform from site_groups where site_group_uuid = of_group for share;
      if not found then raise 'no such group' using errcode = 'P0002'; end if;
    end $$;

    -- Answers how many sites the group did not have before.
    create function app.link_sites(to_group uuid, sites uuid[]) returns integer
    language plpgsql ${DEFINER} as $$
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

    create function app.deactivate_orphans(of_sites uuid[]) returns integer
    language plpgsql ${DEFINER} as $$
    declare orphans integer;
    begin
      update sites s set active = false
      where site_uuid = any(of_sites) and active is not false and not exists (
        select from site_group_sites join site_groups g using (site_group_uuid)
        where site_group_sites.site_uuid = s.site_uuid and not g.is_admin);
      get diagnostics orphans = row_count;
      return orphans;
    end $$;

    create function app.unlink_sites(from_group uuid, of_sites uuid[])
    returns table (removed integer, deactivated integer) language plpgsql ${DEFINER} as $$
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

    -- For members: out of their own group alone. Answers whether the site became inactive.
    create function app.leave_site(site uuid) returns boolean language plpgsql ${DEFINER} as $$
    begin
      perform app.check_sites(array[site]);
      return (select deactivated > 0 from app.unlink_sites(${GROUP}, array[site]));
    end $$;

    -- An ordinary group keeps the sites that it had as an admin group.
    create function app.mark_group(of_group uuid, as_admin boolean) returns void
    language plpgsql ${DEFINER} as $$
    begin
      perform pg_advisory_xact_lock(hashtext('app.is_admin'));
      update site_groups set is_admin = as_admin
      where site_group_uuid = of_group and is_admin is distinct from as_admin;
      if not found then
        perform app.check_group(of_group);
      end if;
      perform app.check_admins_remain();
    end $$;

    -- Answers how many of its sites became inactive.
    create function app.delete_group(of_group uuid) returns integer language plpgsql ${DEFINER} as $$
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

    grant insert (site_group_name, service_level), update (site_group_name, service_level)
      on site_groups to sitecast_admin;
    grant execute on function app.leave_site(uuid) to sitecast_app, sitecast_admin;
    grant execute on function app.link_sites(uuid, uuid[]), app.unlink_sites(uuid, uuid[]),
      app.mark_group(uuid, boolean), app.delete_group(uuid) to sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    revoke insert (site_group_name, service_level), update (site_group_name, service_level)
      on site_groups from sitecast_admin;
    drop function app.delete_group(uuid), app.mark_group(uuid, boolean), app.leave_site(uuid),
      app.unlink_sites(uuid, uuid[]), app.deactivate_orphans(uuid[]),
      app.link_sites(uuid, uuid[]), app.check_group(uuid);

    create function app.link_site(to_group uuid, site uuid) returns void
    language sql ${DEFINER} as $$
      insert into site_group_sites (site_group_uuid, site_uuid) values (to_group, site)
      on conflict do nothing $$;
    create function app.unlink_site(from_group uuid, site uuid) returns void
    language plpgsql ${DEFINER} as $$
    begin
      if exists (select from site_groups where site_group_uuid = from_group and is_admin) then
        raise 'an admin group has every site' using errcode = '23514';
      end if;
      delete from site_group_sites where site_group_uuid = from_group and site_uuid = site;
    end $$;
    grant execute on function app.link_site(uuid, uuid), app.unlink_site(uuid, uuid)
      to sitecast_admin;
  `);
}
