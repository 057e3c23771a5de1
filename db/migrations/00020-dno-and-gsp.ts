// Which network a site feeds into. The Python SDK stores both as texts when it makes a site; so do
// we, for sums by DNO and GSP, and again when a site is moved. And what scripts may ask a group's
// sites by, of a table that members do not read: the clients.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const GROUP = "nullif(current_setting('app.site_group_uuid', true), '')::uuid";

/** app.create_site, which writes `more` columns as they come. */
const createSite = (more: string) => `
    create or replace function app.create_site(site jsonb) returns uuid language plpgsql ${DEFINER} as $$
    declare
      made uuid;
      owner_group uuid := ${GROUP};
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
        time_zone, note, ${more}ml_id)
      select client_site_id, client_site_name, coalesce(country, 'uk'), region,
        coalesce(asset_type, 'pv'), coalesce(orientation, 180), coalesce(tilt, 35), latitude,
        longitude, capacity_kw, coalesce(inverter_capacity_kw, capacity_kw),
        coalesce(module_capacity_kw, capacity_kw), altitude_m, time_zone, note,${
  more === "" ? "" : ` ${more.trim()}`
}
        (select coalesce(max(s.ml_id), 0) + 1 from sites s)
      from jsonb_populate_record(null::sites, site)
      returning site_uuid into made;
      insert into site_group_sites (site_group_uuid, site_uuid) values (owner_group, made)
      on conflict do nothing; -- an admin group has it already, by trigger
      return made;
    end $$;`;

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    ${createSite("dno, gsp, ")}
    grant update (dno, gsp) on sites to sitecast_app, sitecast_admin;

    -- The caller's sites whose client has this in its name, whatever the case.
    create function app.sites_of_client(part text) returns uuid[]
    language sql stable ${DEFINER} as $$
      select coalesce(array_agg(s.site_uuid), '{}') from sites s join clients c using (client_uuid)
      where s.site_uuid = any((select app.visible_sites())::uuid[])
        and strpos(lower(c.client_name), lower(part)) > 0 $$;
    grant execute on function app.sites_of_client(text) to sitecast_app, sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.sites_of_client(text);
    revoke update (dno, gsp) on sites from sitecast_app, sitecast_admin;
    ${createSite("")}
  `);
}
