import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { ownCast } from "../../support/setup.ts";
import { fillForAlice } from "../../support/rows.ts";
import { inScope, statement } from "../../support/scopes.ts";
import { LOGGER_TABLES } from "../../support/logger_tables.ts";

const MEMBER_FUNCTIONS = [
  "accuracy_sums",
  "add_import_chunk",
  "batches_of",
  "begin_form",
  "begin_import",
  "begin_keyed_request",
  "chart_quarters",
  "chosen_at",
  "confirm_import",
  "contradicting_generation",
  "contradicting_values",
  "counted_periods",
  "create_site",
  "create_sites",
  "day_ahead_pairs",
  "decide_import",
  "delete_generation",
  "delete_import",
  "delete_import_reading",
  "dismiss_attention",
  "drop_forecast_upload",
  "drop_generation_upload",
  "edit_outage",
  "edit_site",
  "edit_sites",
  "end_form",
  "end_keyed_request",
  "find_or_make_model",
  "generation_pieces",
  "history_of_site",
  "import_left_out_of",
  "import_sample",
  "imports_of",
  "ingest_forecasts",
  "ingest_generation",
  "keep_first_generation",
  "keep_streamed_response",
  "latest_forecast_values",
  "leave_site",
  "list_weather_runs",
  "lock_site",
  "logger_period",
  "mark_outage",
  "model_freshness",
  "models_of_site",
  "move_generation",
  "move_runs",
  "newest_readings",
  "past_forecast_values",
  "propose_import",
  "quarters_between",
  "quartz_values",
  "readings_between",
  "rename_import_reading",
  "revisions_of",
  "run_values",
  "runs_of_site",
  "scope",
  "send_weather",
  "session_variables",
  "sites_of_client",
  "sites_on_grid",
  "sites_read_in_pieces",
  "stage_generation",
  "stage_runs",
  "take_back_dismissal",
  "undo_batch",
  "undo_import",
  "values_of_run",
  "values_of_weather_run",
  "visible_sites",
  "visible_users",
  "weather_of_site",
  "withdraw_run",
];
/** What members alone need: charging data are a group's own. */
const CHARGING_FUNCTIONS = ["undo_charging_import", "charging_group", "keep_site_zones"];
/** What members alone need: loggers, and devices by their keys. */
const LOGGER_FUNCTIONS = [
  "clear_session",
  "count_session_readings",
  "find_or_make_variable",
  "flush_logger",
  "logger_of_key",
  "store_readings",
  "write_readings",
];
const ADMIN_FUNCTIONS = [
  ...MEMBER_FUNCTIONS,
  "add_password_link",
  "ask_to_delete_site",
  "assign_site",
  "contents_of_site",
  "create_site_in",
  "deactivate_user",
  "delete_group",
  "delete_user",
  "end_sessions",
  "link_sites",
  "lock_group",
  "lock_user",
  "make_user",
  "mark_group",
  "move_user",
  "post_status",
  "rename_user",
  "reset_factor",
  "restore_user",
  "set_site_active",
  "sign_in_facts",
  "unlink_sites",
].sort();
/** What each web role may write, column by column. */
const MEMBER_WRITES = [
  "inverters DELETE",
  ...["ac_kw", "maker", "name", "site_uuid"].map((column) => `inverters.${column} INSERT`),
];
/** What members keep until they confirm it. */
const MEMBER_WRITES_ALSO = [
  ...["body", "made_by", "month", "site_group_uuid"].map((column) => `reports.${column} INSERT`),
  "report_schedules DELETE",
  ...["hour", "site_group_uuid", "time_zone"].map((column) => `report_schedules.${column} INSERT`),
  ...["hour", "time_zone"].map((column) => `report_schedules.${column} UPDATE`),
  "site_files DELETE",
  ...["content", "file_name", "site_group_uuid", "user_uuid"].map((column) =>
    `site_files.${column} INSERT`
  ),
  ...["added", "changed", "content", "stored_utc"].map((column) => `site_files.${column} UPDATE`),
  "webhooks DELETE",
];
/** Where events are sent, by column: what a group adds, and what it changes. */
const WEBHOOK_WRITES: Record<string, [added: string, changed: string]> = {
  webhooks: [
    "webhook_uuid site_group_uuid place url events secret key_fingerprint since_utc created_by",
    "url events secret key_fingerprint is_active since_utc version old_until_utc switched_off_utc",
  ],
  webhook_deliveries: [
    "webhook_uuid site_group_uuid event subjects created_utc next_utc until_utc",
    "state retries next_utc until_utc ended_utc",
  ],
};
MEMBER_WRITES_ALSO.push(
  ...Object.entries(WEBHOOK_WRITES).flatMap(([table, [added, changed]]) => [
    ...added.split(" ").map((column) => `${table}.${column} INSERT`),
    ...changed.split(" ").map((column) => `${table}.${column} UPDATE`),
  ]),
);
/** Files of sessions that a group sent, by column: what it adds, and what it changes. */
const IMPORT_WRITES: Record<string, [added: string, changed: string]> = {
  charging_imports: [
    "site_group_uuid user_uuid actor only_sites file_name format header proposal",
    "state total plan places counts done check_number is_confirmed user_uuid actor message " +
    "changed_utc ended_utc result expires_utc",
  ],
  charging_import_rows: [
    "import_uuid row_number site_group_uuid line cells line_fault",
    "edits status session given field message remarks match_id match_row action",
  ],
};
MEMBER_WRITES_ALSO.push(
  ...Object.entries(IMPORT_WRITES).flatMap(([table, [added, changed]]) => [
    `${table} DELETE`,
    ...added.split(" ").map((column) => `${table}.${column} INSERT`),
    ...changed.split(" ").map((column) => `${table}.${column} UPDATE`),
  ]),
);
const ADMIN_WRITES = [
  ...MEMBER_WRITES,
  "clients.client_name INSERT",
  "identities DELETE",
  "request_limits.user_uuid INSERT",
  ...["reads_per_minute", "writes_per_minute"].flatMap((
    column,
  ) => [`request_limits.${column} INSERT`, `request_limits.${column} UPDATE`]),
  ...["service_level", "site_group_name"].flatMap((
    column,
  ) => [`site_groups.${column} INSERT`, `site_groups.${column} UPDATE`]),
].sort();
/** What a group wrote for itself. */
const MEMBER_READS_ALSO = [
  "charging_import_rows",
  "charging_imports",
  "charging_history",
  "charging_sums",
  "attention_dismissals",
  "import_readings",
  "outage_texts",
  "report_schedules",
  "reports",
  "site_files",
  "webhook_deliveries",
  "webhooks",
];
/** Charging data are a group's own: admins see those of their group, as members of it. */
const CHARGING = [
  "app_settings",
  "ev_battery_status",
  "ev_charger_stalls",
  "ev_charging_networks",
  "ev_charging_session",
  "ev_location",
  "ev_location_lookup",
  "ev_network_subscriptions",
  "ev_rates",
  "ev_trip_metrics",
  "ev_vehicle_status",
  "ev_vehicles",
];
const CHARGING_VIEWS = ["ev_charging_distance", "ev_statistics"];
/** No right on these columns of loggers: whose they are, what is counted, and hashes after a key was made. */
const NEVER_WRITTEN_OF_LOGGERS =
  /^(loggers\.(site_group_uuid|last_seen_utc|created_utc) |loggers\.site_uuid UPDATE|logger_keys\.(key_hash|logger_uuid) UPDATE|logger_variables\.\w+ INSERT|site_series|logger_requests|logger_conflicts|logger_sites\.(site_uuid UPDATE|kept_before_utc))/;
/** No right on these columns: who a row belongs to, and what is counted. */
const NEVER_WRITTEN =
  /\.(id|site_group_uuid|version|local_day|shown_\w+|cost_rate|cost_session_fee|paid_per_kwh|cost_difference|is_member_rate|non_member_cost|member_saving|sun_\w+|estimated_cost|ingested_at|created_at) /;
const ADMIN_READS_ALSO = [
  "clients",
  "identities",
  "jobs",
  "ml_model",
  "request_limits",
  "security_events",
];
const READABLE = [
  "api_request",
  "attention",
  "blend_fits",
  "energy_days",
  "energy_fits",
  "forecasts",
  "generation",
  "inverters",
  "latest_forecast_values",
  "outages",
  "site_capacities",
  "site_figures",
  "site_group_sites",
  "site_groups",
  "site_hints",
  "site_revisions",
  "sites",
  "sites_history",
  "status",
  "users",
  "weather_fetches",
];

const { database, cast } = await ownCast();
await fillForAlice(database.owner, cast);

async function names(text: string): Promise<string[]> {
  const rows = await database.owner.unsafe<{ name: string }[]>(text);
  return rows.map((row) => row.name);
}

const OURS = "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'";

function executable(role: string): Promise<string[]> {
  return names(`
    select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${OURS} and has_function_privilege('${role}', p.oid, 'execute') order by 1`);
}

/** What a role may write: rights on whole relations (but INSERT and UPDATE), then on columns. */
function writable(role: string): Promise<string[]> {
  return names(`
    with ours as (select c.oid, c.relname from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f'))
    select relname || ' ' || r as name
    from ours, unnest(array['DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) r
    where has_table_privilege('${role}', ours.oid, r)
    union all
    select relname || '.' || attname || ' ' || r
    from ours join pg_attribute on attrelid = ours.oid and attnum > 0 and not attisdropped,
      unnest(array['INSERT', 'UPDATE', 'REFERENCES']) r
    where has_column_privilege('${role}', ours.oid, attname, r)
    order by 1`);
}

/** Relations on which a role has one of these rights, on the whole or on a column. */
function allowed(role: string, rights: string, columnRights = rights): Promise<string[]> {
  return names(`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f') and (
      has_table_privilege('${role}', c.oid, '${rights}')
      or has_any_column_privilege('${role}', c.oid, '${columnRights}')) order by 1`);
}

describe("the rights of the web roles", () => {
  it("functions executable beyond the list", async () => {
    const members = [...MEMBER_FUNCTIONS, ...CHARGING_FUNCTIONS, ...LOGGER_FUNCTIONS].sort();
    assert.deepEqual(await executable("sitecast_app"), members);
    assert.deepEqual(await executable("sitecast_admin"), ADMIN_FUNCTIONS);
  });

  for (const role of ["sitecast_app", "sitecast_admin"]) {
    it(`let ${role} read the listed tables and write the listed columns`, async () => {
      const isAdmin = role === "sitecast_admin";
      const also = isAdmin
        ? ADMIN_READS_ALSO
        : [...MEMBER_READS_ALSO, ...CHARGING, ...CHARGING_VIEWS];
      const readable = [...READABLE, ...LOGGER_TABLES, ...also].sort();
      assert.deepEqual(await allowed(role, "select"), readable);
      const writes = isAdmin ? ADMIN_WRITES : [...MEMBER_WRITES, ...MEMBER_WRITES_ALSO].sort();
      const ofCharging = (line: string) => CHARGING.includes(line.split(/[. ]/)[0]!);
      const written = await writable(role);
      const ofLoggers = (line: string) => LOGGER_TABLES.includes(line.split(/[. ]/)[0]!);
      assert.deepEqual(written.filter((line) => !ofCharging(line) && !ofLoggers(line)), writes);
      const loggers = written.filter(ofLoggers);
      assert.deepEqual(loggers.filter((line) => / (TR|REF)/.test(line)), []);
      assert.deepEqual(loggers.filter((line) => NEVER_WRITTEN_OF_LOGGERS.test(line)), []);
      assert.equal(loggers.length > 40, !isAdmin);
      const charging = written.filter(ofCharging);
      assert.deepEqual(charging.filter((line) => / (TR|REF)/.test(line)), []);
      assert.deepEqual(charging.filter((line) => NEVER_WRITTEN.test(line)), []);
      assert.equal(charging.length > 200, !isAdmin);
      assert.deepEqual(
        await names(`select sequencename as name from pg_sequences
          where has_sequence_privilege('${role}', format('%I.%I', schemaname, sequencename), 'usage')`),
        [],
      );
    });

    it(`keep ${role} from logging in, making things and leading other roles`, async () => {
      const [rights] = await database.owner`
        select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
          has_schema_privilege(oid, 'app', 'create') as app,
          has_schema_privilege(oid, 'public', 'create') as public,
          has_database_privilege(oid, current_database(), 'create') as database,
          has_database_privilege(oid, current_database(), 'temporary') as temporary,
          exists (select from pg_auth_members where member = oid) as member
        from pg_roles where rolname = ${role}`;
      assert.deepEqual(Object.entries(rights!).filter(([, value]) => value), []);
    });
  }

  it("stand behind row-level security on every readable table of tenants, never forced", async () => {
    const secured = await names(`
      select relname as name from pg_class where relrowsecurity and not relforcerowsecurity
        and exists (select from pg_policy where polrelid = pg_class.oid) order by 1`);
    const unread = [
      "batch_sites",
      "batches",
      "imports",
      "outage_changes",
      "replaced_generation",
      "run_batches",
      "site_zones",
      "staged_generation",
      "staged_runs",
      "weather_sent",
      "weather_series",
    ];
    // Neither hangs on a group, a site or a user.
    const ofNobody = ["status", "weather_fetches"];
    const readable = READABLE.filter((table) => !ofNobody.includes(table));
    const others = [
      ...MEMBER_READS_ALSO,
      ...CHARGING,
      ...LOGGER_TABLES,
      "identities",
      "jobs",
      "request_limits",
      "security_events",
    ];
    assert.deepEqual(secured, [...readable, ...others, ...unread].sort());
  });
});

describe("the functions with the owner's rights", () => {
  it("pin their search path, temporary tables last", async () => {
    const pinned = await names(`
      select distinct array(select setting from unnest(proconfig) setting
        where setting like 'search_path=%')::text as name
      from pg_proc where prosecdef`);
    assert.deepEqual(pinned, ['{"search_path=pg_catalog, public, pg_temp"}']);
  });

  it("belong to the owner of the tables, who is no superuser", async () => {
    const owners = await names(`
      select distinct r.rolname || ' ' || r.rolsuper as name from pg_roles r where r.oid in (
        select proowner from pg_proc where pronamespace = 'app'::regnamespace
        union select relowner from pg_class
          where relnamespace in ('app'::regnamespace, 'public'::regnamespace))`);
    const [me] = await database.owner`select current_user as name`;
    assert.deepEqual(owners, [`${me!.name} false`]);
  });

  it("cannot be joined by things of a member's own", async () => {
    const made = [
      "create temporary table sites (site_uuid uuid)",
      "create table app.mine (a int)",
      "create table mine (a int)",
      "create view mine as select 1",
      "create function mine() returns int language sql as 'select 1'",
      "create schema mine",
    ];
    for (const text of made) {
      await assert.rejects(
        inScope(database, cast.charlie, async (sql) => void await sql(statement(text))),
        { code: "42501" },
        text,
      );
    }
  });

  it("a temporary table that shadows a table of a definer function", async () => {
    const seen = await database.owner.begin(async (tx) => {
      // A right that no member has (see above): the search path must hold without it, too.
      await tx`
        create temporary table site_group_sites on commit drop as
        select ${cast.charlie.site_group_uuid}::uuid as site_group_uuid,
          ${cast.sites.plant}::uuid as site_uuid`;
      await tx`grant select on pg_temp.site_group_sites to sitecast_app`;
      await tx`set local role sitecast_app`;
      await tx`select app.scope(${cast.charlie.site_group_uuid}, ${cast.charlie.user_uuid})`;
      const [row] = await tx`
        select app.visible_sites() as sites,
          (select count(*)::int from pg_temp.site_group_sites) as shadow,
          (select count(*)::int from app.latest_forecast_values(array[${cast.sites.plant}]::uuid[],
            '-infinity', 'infinity')) as values`;
      return row;
    });
    assert.deepEqual(seen, { sites: [cast.sites.turbine], shadow: 1, values: 0 });
  });
});
