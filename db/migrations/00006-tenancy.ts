// Who sees what. A scope sets three variables for its transaction; the policies read them; without
// them nothing is visible. app.visible_sites() runs as the owner because the policy of
// site_group_sites would otherwise have to be evaluated inside every other policy.
import type postgres from "postgres";
import { byGroup, bySite, byUser, dropPolicies } from "../policies.ts";

const LOOK_UP = `language sql stable parallel safe security definer cost 100000
  set search_path = pg_catalog, public, pg_temp`;
const BY_SITE = ["sites", "forecasts", "generation", "inverters"];
const BY_GROUP = ["site_group_sites", "site_groups", "users"];

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create function app.scope(group_uuid uuid, user_uuid uuid) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
      execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
      execute format('set local pvsite_datamodel.current_user_uuid = %L',
        coalesce(user_uuid::text, ''));
    end $$;

    create function app.visible_sites() returns uuid[] ${LOOK_UP} as $$
      select coalesce(array_agg(site_uuid), '{}') from site_group_sites
      where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid $$;
    create function app.visible_users() returns uuid[] ${LOOK_UP} as $$
      select coalesce(array_agg(user_uuid), '{}') from users
      where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid $$;
    grant execute on function app.scope(uuid, uuid), app.visible_sites(), app.visible_users()
      to sitecast_app, sitecast_admin;

    ${BY_SITE.map((table) => bySite(table)).join("\n")}
    ${bySite("sites_history", { adminSeesAll: true })}
    ${BY_GROUP.map(byGroup).join("\n")}
    ${byUser("api_request")}

    -- No right at all on forecast_values: its values are read through definer functions.
    grant select on sites, site_group_sites, site_groups, users, forecasts, generation, inverters,
      sites_history, api_request, status to sitecast_app, sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    revoke select on sites, site_group_sites, site_groups, users, forecasts, generation, inverters,
      sites_history, api_request, status from sitecast_app, sitecast_admin;
    ${[...BY_SITE, "sites_history", ...BY_GROUP, "api_request"].map(dropPolicies).join("\n")}
    drop function app.visible_users(), app.visible_sites(), app.scope(uuid, uuid);
  `);
}
