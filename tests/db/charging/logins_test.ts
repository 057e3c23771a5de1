import assert from "node:assert/strict";
import { afterAll, describe, it } from "@std/testing/bdd";
import { connect } from "../../../db/client.ts";
import { createChargingLogin } from "../../../db/toolkit/login.ts";
import { asTheModelsSend, COLUMNS_33, COLUMNS_46 } from "../../support/charging_models.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner, url }, cast } = await ownCast();
const roofs = cast.alice.site_group_uuid;
const name = new URL(url).pathname.slice(1);
const ending = crypto.randomUUID().slice(0, 8);
const wish = (group: string) => ({
  name,
  group,
  login: `charging_${group.toLowerCase()}_${ending}`,
});
const open = async (group: string) =>
  connect(await createChargingLogin(url, wish(group)), { max: 1 });
const ours = await open("Roofs");
const theirs = await open("Hills");

const refused = (text: string, code = "42501") =>
  assert.rejects(async () => await theirs.unsafe(text), { code }, text);
const counts = async (sql: typeof ours, table = "ev_charging_session") =>
  (await sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)}`)[0]!.n;

describe("a database login of a group", () => {
  // Ended before the database is dropped: the owner may not end another login's connection.
  afterAll(async () => {
    for (const login of [ours, theirs]) await login.end();
    for (const group of ["Roofs", "Hills"]) await owner.unsafe(`drop role ${wish(group).login}`);
  });

  it("writes and reads sessions as LightningROD's models of 33 and of 46 columns do", async () => {
    for (const columns of [COLUMNS_33, COLUMNS_46]) {
      const { insert, values, select } = asTheModelsSend(columns);
      const [made] = await ours.unsafe(insert, values as never[]);
      assert.equal(typeof made!.id, "number");
      const [read] = await ours.unsafe(select, [made!.id]);
      assert.deepEqual(Object.keys(read!).sort(), ["id", ...columns].sort());
      const { device_id, location_id, estimated_cost = null } = read!;
      assert.deepEqual({ device_id, location_id, estimated_cost }, {
        device_id: "truck",
        location_id: null,
        estimated_cost: null,
      });
      await ours`update ev_charging_session set cost = 7, cost_source = 'manual',
        estimated_cost = 99 where id = ${made!.id}`;
    }
    const rows = await owner`
      select site_group_uuid, version, shown_cost::float8 as cost, estimated_cost
      from ev_charging_session`;
    const stored = { site_group_uuid: roofs, version: 2, cost: 7, estimated_cost: null };
    assert.deepEqual([...rows], [stored, stored]);
    const [history] = await owner`select distinct database_role from app.charging_history`;
    assert.deepEqual(history, { database_role: wish("Roofs").login });
  });

  it("writes its other tables, and reads totals and kilometres", async () => {
    const [network] = await ours`
      insert into ev_charging_networks (network_name, is_free) values ('Green', false) returning id`;
    const [place] = await ours`
      insert into ev_location_lookup (location_name, network_id) values ('Home', ${network!.id})
      returning id`;
    await ours`insert into ev_charger_stalls (location_id, stall_label) values (${place!.id}, '1')`;
    await ours`
      insert into ev_network_subscriptions (network_id, member_rate, start_date)
      values (${network!.id}, 0.3, '2026-01-01')`;
    await ours`insert into ev_vehicles (display_name, device_id) values ('Truck', 'truck')`;
    await ours`insert into app_settings (key, value) values ('vehicle_mpg', '28')`;
    await ours`insert into ev_trip_metrics (trip_id, device_id, is_complete)
      values (gen_random_uuid(), 'truck', false)`;
    const [totals] = await ours`select id, total_sessions from ev_statistics`;
    assert.deepEqual(totals, { id: 1, total_sessions: 2 });
    const [distance] = await ours`
      select miles_added::float8 as miles, distance_added::float8 as km
      from ev_charging_distance limit 1`;
    assert.deepEqual(distance, { miles: 10, km: 16.0934 });
  });

  it("learns nothing of another group, whatever it sets", async () => {
    const settings = [
      `set app.site_group_uuid = '${roofs}'`,
      `set app.sees_all_sites = 'on'`,
      `set pvsite_datamodel.current_user_uuid = '${cast.alice.user_uuid}'`,
    ];
    for (const text of settings) {
      await theirs.unsafe(text);
      for (
        const table of [
          "ev_charging_session",
          "ev_charging_networks",
          "ev_location_lookup",
          "ev_charger_stalls",
          "ev_network_subscriptions",
          "ev_vehicles",
          "ev_trip_metrics",
          "app_settings",
          "ev_statistics",
          "ev_charging_distance",
        ]
      ) assert.equal(await counts(theirs, table), 0, `${table} after ${text}`);
    }
    for (const table of ["api_tokens", "identities", "idempotency_keys", "request_leases"]) {
      await refused(`select from app.${table}`);
    }
    await refused(`select app.lock_user('${cast.charlie.user_uuid}')`);
    await refused("set role sitecast_app");
    await refused(`set role ${wish("Roofs").login}`);
    await refused(`set session authorization ${wish("Roofs").login}`);
    const [made] = await theirs`
      insert into ev_charging_session (session_id, device_id, is_complete)
      values (gen_random_uuid(), 'car', true) returning id`;
    const [stored] = await owner`
      select site_group_uuid from ev_charging_session where id = ${made!.id}`;
    assert.deepEqual(stored, { site_group_uuid: cast.charlie.site_group_uuid });
  });

  it("cannot give a row to another group, nor link what is another group's", async () => {
    const [network] = await ours`select id from ev_charging_networks`;
    const [place] = await ours`select id from ev_location_lookup`;
    await refused(`insert into ev_charging_session (session_id, device_id, site_group_uuid)
      values (gen_random_uuid(), 'car', '${roofs}')`);
    await refused(`update ev_charging_session set site_group_uuid = '${roofs}'`);
    await refused(`update ev_charging_session set network_id = ${network!.id}`, "23503");
    await refused(`update ev_charging_session set location_id = ${place!.id}`, "23503");
    await refused(`update ev_charging_session set site_uuid = '${cast.sites.plant}'`, "23503");
    await refused(
      `insert into ev_charger_stalls (location_id, stall_label)
      values (${place!.id}, '2')`,
      "23503",
    );
    await refused(`update ev_charging_session set shown_cost = 1`);
    await refused(`update ev_charging_session set sun_kwh = 1`);
  });

  it("holds up nobody: neither by locks, nor by times that nothing can show", async () => {
    const tables = await owner<{ name: string }[]>`
      select c.oid::regclass::text as name from pg_class c
      where has_table_privilege('sitecast_charging', c.oid, 'select')
        and relnamespace = 'public'::regnamespace and relkind = 'r'`;
    assert.equal(tables.length, 12);
    for (const { name } of tables) {
      await assert.rejects(
        theirs.begin((tx) => tx.unsafe(`lock table ${name} in share mode`)),
        { code: "42501" },
        name,
      );
      await refused(`delete from ${name}`);
    }
    const times = ["infinity", "-infinity", "1899-12-31", "2100-01-01", "0044-03-15 BC"];
    for (const time of times) {
      await refused(
        `update ev_charging_session set session_start_utc = '${time}',
        session_end_utc = null`,
        "23514",
      );
      await refused(
        `insert into ev_battery_status (device_id, recorded_at)
        values ('car', '${time}')`,
        "23514",
      );
    }
    await refused("update ev_charging_session set energy_kwh = 1e-300", "23514");
    const [limits] = await owner`
      select rolconnlimit from pg_roles where rolname = ${wish("Hills").login}`;
    assert.deepEqual(limits, { rolconnlimit: 10 });
    const [patience] = await theirs`show idle_in_transaction_session_timeout`;
    assert.deepEqual(Object.values(patience!), ["1min"]);
  });

  it("has rights on nothing but charging", async () => {
    const tables = await owner<{ name: string }[]>`
      select c.oid::regclass::text as name from pg_class c
      where relnamespace in ('public'::regnamespace, 'app'::regnamespace)
        and relkind in ('r', 'p', 'v') and relname !~ '^(ev_|app_settings)'
        and has_any_column_privilege('sitecast_charging', c.oid, 'select, insert, update')`;
    assert.deepEqual([...tables], []);
    const functions = await owner<{ name: string }[]>`
      select proname as name from pg_proc where pronamespace = 'app'::regnamespace
        and has_function_privilege('sitecast_charging', oid, 'execute') order by 1`;
    assert.deepEqual(functions.map((row) => row.name), ["charging_group", "login_group"]);
  });

  it("stores positions only where the group's setting allows it", async () => {
    const store = () =>
      ours`insert into ev_location (device_id, recorded_at, latitude, longitude)
        values ('truck', now(), 1, 2)`;
    await assert.rejects(async () => await store(), { code: "SC409" });
    await ours`insert into app_settings (key, value) values ('store_positions', 'true')`;
    await store();
    assert.equal(await counts(ours, "ev_location"), 1);
  });

  it("is refused for a name that is taken, and for a group that is not there", async () => {
    await assert.rejects(createChargingLogin(url, wish("Roofs")), { code: "conflict" });
    const nobody = { name, group: "Nobody", login: `charging_nobody_${ending}` };
    await assert.rejects(createChargingLogin(url, nobody), { code: "not_found" });
    const elsewhere = createChargingLogin(url, { ...nobody, name: "not-there" });
    await assert.rejects(elsewhere, { code: "not_found", message: /--name/ });
    const [made] =
      await owner`select count(*)::int as n from pg_roles where rolname = ${nobody.login}`;
    assert.deepEqual(made, { n: 0 });
    await assert.rejects(createChargingLogin(url, { ...nobody, login: "a;b" }), {
      code: "invalid",
    });
  });

  it("sees nothing once it belongs to no group", async () => {
    await owner`delete from app.database_logins where login = ${wish("Roofs").login}`;
    assert.equal(await counts(ours), 0);
    await assert.rejects(
      async () => await ours`insert into ev_charging_session (device_id) values ('truck')`,
      /row-level security|null value/,
    );
  });
});
