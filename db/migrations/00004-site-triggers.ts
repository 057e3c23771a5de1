// What happens to a site by itself, whoever writes: the Python SDK, our service or a person in psql.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create function app.fill_inverter_capacity() returns trigger language plpgsql as $$
    begin
      new.inverter_capacity_kw := new.capacity_kw;
      return new;
    end $$;
    create trigger set_default_inverter_capacity_kw_trigger before insert on sites
      for each row when (new.inverter_capacity_kw is null)
      execute function app.fill_inverter_capacity();

    -- The SDK's session variable names who did it; unset it is NULL, after a reset ''.
    create function app.record_site_change() returns trigger language plpgsql ${DEFINER} as $$
    declare
      who uuid := nullif(current_setting('pvsite_datamodel.current_user_uuid', true), '')::uuid;
    begin
      if not app.is_home() then return null; end if;
      insert into sites_history (created_utc, site_uuid, site_data, changed_by, operation_type)
      values (now() at time zone 'utc', coalesce(new.site_uuid, old.site_uuid),
        coalesce(to_jsonb(new), to_jsonb(old)), who, tg_op);
      return null;
    end $$;
    create trigger site_changes_trigger after insert or update or delete on sites
      for each row execute function app.record_site_change();

    -- An admin group has every site. The two lock against each other, or a site that is made while
    -- a group is being marked would be missed by both.
    create function app.link_to_admin_groups() returns trigger language plpgsql ${DEFINER} as $$
    begin
      if not app.is_home() then return null; end if;
      perform pg_advisory_xact_lock_shared(hashtext('app.is_admin'));
      insert into site_group_sites (site_group_uuid, site_uuid)
      select site_group_uuid, new.site_uuid from site_groups where is_admin
      on conflict do nothing;
      return null;
    end $$;
    create trigger link_to_admin_groups after insert on sites
      for each row execute function app.link_to_admin_groups();

    create function app.link_every_site() returns trigger language plpgsql ${DEFINER} as $$
    begin
      perform pg_advisory_xact_lock(hashtext('app.is_admin'));
      insert into site_group_sites (site_group_uuid, site_uuid)
      select new.site_group_uuid, site_uuid from sites
      on conflict do nothing;
      return null;
    end $$;
    create trigger link_every_site after insert or update of is_admin on site_groups
      for each row when (new.is_admin) execute function app.link_every_site();
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop trigger link_every_site on site_groups;
    drop trigger link_to_admin_groups on sites;
    drop trigger site_changes_trigger on sites;
    drop trigger set_default_inverter_capacity_kw_trigger on sites;
    drop function app.link_every_site(), app.link_to_admin_groups(), app.record_site_change(),
      app.fill_inverter_capacity();
  `);
}
