// The revision of a site counts up with every change of what is answered about it, so that an answer
// which was made once serves until then. Forecasts count already; here generation, the site itself and
// the names of models.
//
// The rollup's own reference to sites goes: looking it up for each line took a quarter of the time of
// an ingestion, and what it says holds without it. A line is there only while its forecast is, and
// forecasts refer to sites.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const ALL = "perform app.touch_sites(array(select site_uuid from public.sites));";

const changed = (name: string, sites: string, first = "") => `
  create function app.${name}() returns trigger language plpgsql ${DEFINER} as $$
  begin
    ${first}
    ${sites}
    return null;
  end $$;`;

const OLD = "select site_uuid from old_rows";
const NEW = "select site_uuid from new_rows";
const touch = (rows: string) => `perform app.touch_sites(array(${rows}));`;

const OLD_TABLE = "referencing old table as old_rows";
const NEW_TABLE = "referencing new table as new_rows";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    alter table latest_forecast_values drop constraint latest_forecast_values_site_uuid_fkey;

    -- A site that is deleted and made again under its UUID shall not count from 1 a second time.
    alter table site_revisions
      alter column revision set default (extract(epoch from clock_timestamp()) * 1000000)::bigint;

    ${changed("on_generation_insert", touch(NEW))}
    ${changed("on_generation_delete", touch(OLD))}
    ${changed("on_generation_update", touch(`${OLD} union ${NEW}`))}
    ${changed("on_sites_update", touch(NEW), "if not app.is_home() then return null; end if;")}
    ${changed("on_all_changed", ALL)}
    create trigger revision_insert after insert on generation ${NEW_TABLE}
      for each statement execute function app.on_generation_insert();
    create trigger revision_delete after delete on generation ${OLD_TABLE}
      for each statement execute function app.on_generation_delete();
    create trigger revision_update after update on generation ${OLD_TABLE} new table as new_rows
      for each statement execute function app.on_generation_update();
    create trigger revision_truncate after truncate on generation
      for each statement execute function app.on_all_changed();
    create trigger revision_update after update on sites ${NEW_TABLE}
      for each statement execute function app.on_sites_update();
    create trigger revision_update after update on ml_model
      for each statement execute function app.on_all_changed();
    create trigger revision_truncate after truncate on forecast_values
      for each statement execute function app.on_all_changed();
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop trigger revision_truncate on forecast_values;
    drop trigger revision_update on ml_model;
    drop trigger revision_update on sites;
    drop trigger revision_truncate on generation;
    drop trigger revision_update on generation;
    drop trigger revision_delete on generation;
    drop trigger revision_insert on generation;
    drop function app.on_all_changed(), app.on_sites_update(), app.on_generation_update(),
      app.on_generation_delete(), app.on_generation_insert();
    alter table site_revisions alter column revision set default 1;
    alter table latest_forecast_values add constraint latest_forecast_values_site_uuid_fkey
      foreign key (site_uuid) references sites on delete cascade;
  `);
}
