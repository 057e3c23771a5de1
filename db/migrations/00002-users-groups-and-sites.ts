// Who there is and what they have: the tables that Open Climate Fix's Python SDK pvsite-datamodel
// (1.0.6 to 1.0.58) reads and writes, by its names, keys and NULLs. Defaults that it does not have
// itself serve other writers. Additions of ours are marked.
import type postgres from "postgres";

const CREATED = "created_utc timestamp default (now() at time zone 'utc')";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create type site_asset_type as enum ('pv', 'wind');

    create table site_groups (
      site_group_uuid uuid constraint site_groups_pkey primary key default gen_random_uuid(),
      ${CREATED},
      site_group_name varchar(255),
      service_level integer default 0,
      is_admin boolean not null default false -- ours: this group has every site, its users administer
    );
    create unique index ix_site_groups_site_group_name on site_groups (site_group_name);

    create table users (
      user_uuid uuid constraint users_pkey primary key default gen_random_uuid(),
      ${CREATED},
      email varchar(255),
      site_group_uuid uuid not null constraint users_site_group_uuid_fkey references site_groups
    );
    create unique index ix_users_email on users (email);
    create index ix_users_lower_email on users (lower(email));
    create index ix_users_site_group_uuid on users (site_group_uuid);

    create table clients (
      client_uuid uuid constraint clients_pkey primary key default gen_random_uuid(),
      ${CREATED},
      client_name varchar(255) not null
    );
    create unique index ix_clients_client_name on clients (client_name);

    create table ml_model (
      model_uuid uuid constraint ml_model_pkey primary key default gen_random_uuid(),
      ${CREATED},
      name varchar,
      version varchar,
      description varchar default 'No description provided.'
    );

    create table sites (
      site_uuid uuid constraint sites_pkey primary key default gen_random_uuid(),
      ${CREATED},
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
      ml_id integer not null, -- not unique: the newest SDK repeats it
      active boolean default true,
      client_uuid uuid constraint sites_client_uuid_fkey references clients,
      ml_model_uuid uuid constraint sites_ml_model_uuid_fkey references ml_model,
      altitude_m double precision, -- ours: metres above sea level
      time_zone text,              -- ours: IANA name; NULL: by the coordinates
      note text                    -- ours: where the site's data come from, for its page
    );
    create index ix_sites_client_site_id on sites (client_site_id);
    create index ix_sites_client_site_name on sites (client_site_name);
    create index ix_sites_client_uuid on sites (client_uuid);

    create table site_group_sites (
      site_group_site_uuid uuid constraint site_group_sites_pkey primary key default gen_random_uuid(),
      ${CREATED},
      site_group_uuid uuid not null
        constraint site_group_sites_site_group_uuid_fkey references site_groups,
      site_uuid uuid not null constraint site_group_sites_site_uuid_fkey references sites,
      constraint idx_site_group_site unique (site_group_uuid, site_uuid)
    );
    create index ix_site_group_sites_site_uuid on site_group_sites (site_uuid);

    create table inverters (
      inverter_uuid uuid constraint inverters_pkey primary key default gen_random_uuid(),
      ${CREATED},
      site_uuid uuid not null constraint inverters_site_uuid_fkey references sites
    );
    create index ix_inverters_site_uuid on inverters (site_uuid);

    -- No foreign key on site_uuid: history outlives its site. A user who goes leaves the row.
    create table sites_history (
      site_history_uuid uuid constraint sites_history_pkey primary key default gen_random_uuid(),
      ${CREATED},
      site_uuid uuid not null,
      site_data jsonb not null,
      changed_by uuid constraint sites_history_changed_by_fkey references users on delete set null,
      operation_type text not null
    );
    create index ix_sites_history_site_uuid on sites_history (site_uuid);
    create index ix_sites_history_changed_by on sites_history (changed_by);

    create table status (
      status_uuid uuid constraint status_pkey primary key default gen_random_uuid(),
      ${CREATED},
      status varchar(255),
      message varchar(255)
    );

    create table api_request (
      uuid uuid constraint api_request_pkey primary key default gen_random_uuid(),
      ${CREATED},
      url varchar,
      user_uuid uuid constraint api_request_user_uuid_fkey references users
    );
    create index ix_api_request_user_uuid on api_request (user_uuid);
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop table api_request, status, sites_history, inverters, site_group_sites, sites, ml_model,
      clients, users, site_groups;
    drop type site_asset_type;
  `);
}
