// Sites over their life: edited by two people at once (version), assigned, with their inverters.
// Members write the columns that describe a site; what decides over it is for admins.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const USER = "nullif(current_setting('app.user_uuid', true), '')::uuid";
const DESCRIBING =
  `client_site_id, client_site_name, country, region, asset_type, orientation, tilt,
  latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw, altitude_m, time_zone,
  note`;
const DECIDING = "active, client_uuid, ml_model_uuid";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    alter table sites add version integer not null default 1; -- ours: counts the edits
    create function app.count_edit() returns trigger language plpgsql as $$
    begin
      new.version := old.version + 1;
      return new;
    end $$;
    create trigger count_edit before update on sites
      for each row execute function app.count_edit();

    grant update (${DESCRIBING}) on sites to sitecast_app, sitecast_admin;
    grant update (${DECIDING}) on sites to sitecast_admin;

    -- A site with its links to groups; none: to the admin groups alone.
    create function app.create_site_in(site jsonb, groups uuid[]) returns uuid
    language plpgsql ${DEFINER} as $$
    declare
      made uuid := app.create_site(site);
      of_group uuid;
    begin
      foreach of_group in array groups loop
        perform app.link_sites(of_group, array[made]);
      end loop;
      return made;
    end $$;
    grant execute on function app.create_site_in(jsonb, uuid[]) to sitecast_admin;

    alter table inverters
      add name text,             -- ours, as the next two
      add maker text,
      add ac_kw double precision;
    grant insert (site_uuid, name, maker, ac_kw), delete on inverters
      to sitecast_app, sitecast_admin;

    grant select on ml_model, clients to sitecast_admin;
    grant insert (client_name) on clients to sitecast_admin;

    -- A form that is sent twice makes one thing: its key is kept with what it made. A second sender
    -- waits for the first; a refusal takes the key back with everything else.
    create table app.form_keys (
      user_uuid uuid not null references users on delete cascade,
      form_key uuid not null,
      made text not null default '',
      created_utc timestamptz not null default now(),
      primary key (user_uuid, form_key)
    );
    create function app.begin_form(key uuid) returns text language plpgsql ${DEFINER} as $$
    declare before text;
    begin
      delete from app.form_keys where user_uuid = ${USER} and created_utc < now() - interval '1 day';
      insert into app.form_keys (user_uuid, form_key) values (${USER}, key) on conflict do nothing;
      if found then return null; end if;
      select made into before from app.form_keys where user_uuid = ${USER} and form_key = key;
      return before;
    end $$;
    create function app.end_form(key uuid, what text) returns void language sql ${DEFINER} as $$
      update app.form_keys set made = what where user_uuid = ${USER} and form_key = key $$;
    grant execute on function app.begin_form(uuid), app.end_form(uuid, text)
      to sitecast_app, sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.end_form(uuid, text), app.begin_form(uuid);
    drop table app.form_keys;
    revoke insert (client_name), select on clients from sitecast_admin;
    revoke select on ml_model from sitecast_admin;
    revoke insert (site_uuid, name, maker, ac_kw), delete on inverters
      from sitecast_app, sitecast_admin;
    alter table inverters drop name, drop maker, drop ac_kw;
    drop function app.create_site_in(jsonb, uuid[]);
    revoke update (${DECIDING}) on sites from sitecast_admin;
    revoke update (${DESCRIBING}) on sites from sitecast_app, sitecast_admin;
    drop trigger count_edit on sites;
    drop function app.count_edit();
    alter table sites drop version;
  `);
}
