/** A change by hand to the schema, and the words that `compare` has for it. */
export interface Change {
  title: string;
  sql: string;
  words: string[];
  /** Bringing it back drops something, which is for a person to run. */
  losesData?: true;
}

const RIGHTS: Change[] = [
  {
    title: "row-level security switched off",
    sql: "alter table sites disable row level security",
    words: ["table sites: row-level security is off"],
  },
  {
    title: "row-level security forced on the owner",
    sql: "alter table sites force row level security",
    words: ["table sites: row-level security is forced"],
  },
  {
    title: "a policy dropped",
    sql: "drop policy by_site on generation",
    words: ["policy by_site on generation: is missing"],
  },
  {
    title: "a policy added",
    sql: "create policy everything on users to sitecast_app using (true)",
    words: ["policy everything on users: was added"],
  },
  {
    title: "a policy with another condition",
    sql: "alter policy by_group on users using (true)",
    words: ["policy by_group on users: its rows to see differ"],
  },
  {
    title: "a policy for other roles",
    sql: "alter policy all_rows on users to sitecast_admin, sitecast_app",
    words: [
      "policy all_rows on users: is for sitecast_admin, sitecast_app instead of sitecast_admin",
    ],
  },
  {
    title: "a trigger dropped",
    sql: "drop trigger link_to_admin_groups on sites",
    words: ["trigger link_to_admin_groups on sites: is missing"],
  },
  {
    title: "a trigger disabled",
    sql: "alter table forecasts disable trigger latest_delete",
    words: ["trigger latest_delete on forecasts: is disabled"],
  },
  {
    title: "a trigger added",
    sql: `create trigger twice before update on sites for each row
      execute function app.count_edit()`,
    words: ["trigger twice on sites: was added"],
  },
  {
    title: "a function with another body",
    sql: `create or replace function app.visible_users() returns uuid[]
      language sql stable parallel safe security definer cost 100000
      set search_path = pg_catalog, public, pg_temp
      as $$ select array_agg(user_uuid) from users $$`,
    words: ["function app.visible_users: body differs"],
  },
  {
    title: "a function with other settings",
    sql: "alter function app.visible_users() security invoker",
    words: ["function app.visible_users: its settings differ"],
  },
  {
    title: "a function dropped",
    sql: "drop function app.create_site_in(jsonb, uuid[])",
    words: ["function app.create_site_in: is missing"],
  },
  {
    title: "a right granted",
    sql: "grant select on forecast_values to sitecast_app",
    words: ["role sitecast_app: may SELECT forecast_values"],
  },
  {
    title: "a right on a whole table beside rights on its columns",
    sql: "grant update on inverters, site_groups to sitecast_sdk",
    words: ["role sitecast_sdk: may UPDATE site_groups"],
  },
  {
    title: "a right taken away",
    sql: "revoke select on sites from sitecast_admin",
    words: ["role sitecast_admin: may not SELECT sites"],
  },
  {
    title: "a right on a column",
    sql: "grant update (is_admin) on site_groups to sitecast_app",
    words: ["role sitecast_app: may UPDATE site_groups.is_admin"],
  },
  {
    title: "a function that everybody may run",
    sql: "grant execute on function app.create_site_in(jsonb, uuid[]) to public",
    words: ["everybody: may EXECUTE function app.create_site_in"],
  },
  {
    title: "a schema that everybody may use",
    sql: "grant usage on schema app to public",
    words: ["everybody: may use schema app"],
  },
  {
    title: "a schema in which everybody may create",
    sql: "grant create on schema public to public",
    words: ["everybody: may create in schema public"],
  },
  {
    title: "other rights by default",
    sql: "alter default privileges grant execute on functions to public",
    words: ["default privileges of OWNER: for functions of everybody are not ours"],
  },
  {
    title: "a right of the request pool on a table that is not ours",
    sql: "create table public.leak as select 1 as a; grant select on leak to sitecast_app",
    words: ["role sitecast_app: may SELECT leak"],
  },
  {
    title: "temporary tables for everybody",
    sql: `do $$ begin
      execute format('grant temporary on database %I to public', current_database()); end $$`,
    words: ["everybody: may make temporary tables"],
  },
];

const DATA: Change[] = [
  {
    title: "a table dropped",
    sql: "drop table app.accuracy_recent",
    words: ["table app.accuracy_recent: is missing"],
  },
  {
    title: "a column added",
    sql: "alter table sites add column colour text",
    words: ["column sites.colour: was added"],
    losesData: true,
  },
  {
    title: "a column dropped",
    sql: "alter table sites drop column altitude_m",
    words: ["column sites.altitude_m: is missing"],
  },
  {
    title: "a column of another type",
    sql: "alter table sites alter column altitude_m type real",
    words: ["column sites.altitude_m: is real instead of double precision"],
  },
  {
    title: "another default",
    sql: "alter table sites alter column country set default 'fr'",
    words: [
      "column sites.country: has the default 'fr'::character varying instead of 'uk'::character varying",
    ],
  },
  {
    title: "no default",
    sql: "alter table sites alter column version drop default",
    words: ["column sites.version: has no default instead of 1"],
  },
  {
    title: "a column that may be NULL",
    sql: "alter table generation alter column generation_power_kw drop not null",
    words: ["column generation.generation_power_kw: may be NULL"],
  },
  {
    title: "a foreign key dropped",
    sql: "alter table inverters drop constraint inverters_site_uuid_fkey",
    words: ["constraint inverters_site_uuid_fkey on inverters: is missing"],
  },
  {
    title: "a check added",
    sql: "alter table generation add constraint positive check (generation_power_kw >= 0)",
    words: ["constraint positive on generation: was added"],
  },
  {
    title: "another primary key",
    sql: `alter table app.accuracy_counted drop constraint accuracy_counted_pkey,
      add constraint accuracy_counted_pkey primary key (day, site_uuid)`,
    words: ["constraint accuracy_counted_pkey on app.accuracy_counted: differs"],
  },
  {
    title: "a table that a crash empties",
    sql: "alter table app.accuracy_recent set unlogged",
    words: ["table app.accuracy_recent: is not logged: a crash empties it"],
  },
  {
    title: "a value of an enum added",
    sql: "alter type site_asset_type add value 'hydro'",
    words: ["type site_asset_type: has the values pv, wind, hydro instead of pv, wind"],
    losesData: true,
  },
];

const SPEED: Change[] = [
  {
    title: "an index dropped",
    sql: "drop index ix_generation_start_utc",
    words: ["index ix_generation_start_utc: is missing"],
  },
  {
    title: "an index added",
    sql: "create index by_region on sites (region)",
    words: ["index by_region: was added"],
  },
  {
    title: "an index over other columns",
    sql: `drop index ix_users_lower_email;
      create index ix_users_lower_email on users (upper(email::text))`,
    words: ["index ix_users_lower_email: differs"],
  },
  {
    title: "an index over fewer rows",
    sql: `drop index app.jobs_open;
      create unique index jobs_open on app.jobs (kind, site_uuid) where state = 'waiting'`,
    words: ["index app.jobs_open: differs"],
  },
  {
    title: "other storage",
    sql: "alter table site_revisions reset (fillfactor)",
    words: ["table site_revisions: its storage options differ"],
  },
  {
    title: "a comment",
    sql: "comment on column sites.tilt is 'wrong'",
    words: ["comment on column sites.tilt: differs"],
  },
];

/** Each kind of change that a schema can suffer, most urgent first. */
export const CHANGES: Change[] = [...RIGHTS, ...DATA, ...SPEED];
