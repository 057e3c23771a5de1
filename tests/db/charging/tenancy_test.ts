import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { translated } from "../../../db/errors.ts";
import type { AppError } from "../../../domain/errors.ts";
import type { Viewer } from "../../../domain/account/viewer.ts";
import { fillCharging } from "../../support/charging_rows.ts";
import { inScope, statement } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { alice, charlie, sites: { plant, bare, turbine } } = cast;
await fillCharging(owner, alice.site_group_uuid, plant, alice.user_uuid);
await fillCharging(owner, charlie.site_group_uuid, turbine, charlie.user_uuid);

const as = (viewer: Viewer, text: string) =>
  inScope(database, viewer, async (sql) => [...await sql(statement(text))]);
const refused = (text: string, code: string) => assert.rejects(as(charlie, text), { code }, text);
const [network] = await as(alice, "select id from ev_charging_networks");
const [place] = await as(alice, "select id from ev_location_lookup");
const [stall] = await as(alice, "select id from ev_charger_stalls");

describe("charging data of a group", () => {
  it("are not seen, changed or deleted by another group, nor linked to its rows", async () => {
    const before = await owner`select md5(string_agg(s::text, '' order by id)) as md5
      from ev_charging_session s where site_group_uuid = ${alice.site_group_uuid}`;
    await as(charlie, "update ev_charging_session set note = 'mine'");
    await as(charlie, "delete from ev_charging_session");
    const after = await owner`select md5(string_agg(s::text, '' order by id)) as md5
      from ev_charging_session s`;
    assert.deepEqual([...after], [...before]);
    for (
      const link of [
        `network_id = ${network!.id}`,
        `location_id = ${place!.id}`,
        `stall_id = ${stall!.id}`,
        `site_uuid = '${plant}'`,
      ]
    ) {
      const [column, value] = link.split(" = ") as [string, string];
      const text = `insert into ev_charging_session (device_id, ${column}) values ('x', ${value})`;
      await refused(text, "23503");
      const error = await as(charlie, text).catch(translated) as AppError;
      assert.deepEqual([error.code, error.details.fields![0]!.field], ["invalid", column]);
    }
    await refused(
      `insert into ev_network_subscriptions (network_id, member_rate, start_date)
        values (${network!.id}, 0, '2026-01-01')`,
      "23503",
    );
    await refused(
      `insert into ev_rates (location_id, cost_per_kwh) values (${place!.id}, 0)`,
      "23503",
    );
    await refused(
      `insert into ev_charger_stalls (location_id, stall_label)
      values (${place!.id}, 'x')`,
      "23503",
    );
  });

  it("are given to no other group, and counted by nobody but the database", async () => {
    const group = alice.site_group_uuid;
    for (
      const text of [
        `insert into ev_charging_session (device_id, site_group_uuid) values ('x', '${group}')`,
        `insert into ev_charging_networks (network_name, site_group_uuid) values ('x', '${group}')`,
        `update ev_charging_networks set site_group_uuid = '${group}'`,
        "update ev_charging_session set shown_cost = 0",
        "update ev_charging_session set estimated_cost = 0",
        "update ev_charging_session set version = 9",
        `select app.recount_charging_costs('${group}', null, null, null)`,
        "select app.charging_cost(s) from ev_charging_session s",
        "select * from app.database_logins",
        `insert into app.charging_history (site_group_uuid, session_id, operation, changes)
          values ('${charlie.site_group_uuid}', gen_random_uuid(), 'UPDATE', '{}')`,
      ]
    ) await refused(text, "42501");
  });

  it("are seen by a limited token at its sites alone, and its readings not at all", async () => {
    await as(alice, "insert into ev_charging_session (device_id) values ('elsewhere')");
    const limited = (site: string) => ({ ...alice, site_uuids: [site] });
    const count = async (viewer: Viewer, table: string) =>
      (await as(viewer, `select count(*)::int as n from ${table}`))[0]!.n;
    assert.equal(await count(alice, "ev_charging_session"), 2);
    assert.equal(await count(limited(plant), "ev_charging_session"), 1);
    assert.equal(await count(limited(bare), "ev_charging_session"), 0);
    for (
      const table of ["ev_location", "ev_battery_status", "ev_vehicle_status", "ev_trip_metrics"]
    ) {
      assert.equal(await count(alice, table), 1);
      assert.equal(await count(limited(plant), table), 0, table);
    }
    await assert.rejects(
      as(limited(plant), "insert into ev_charging_session (device_id) values ('elsewhere')"),
      { code: "42501" },
    );
  });

  it("refuse what cannot be, with the field", async () => {
    const values: Record<string, [string, string]> = {
      session_end_utc: ["session_start_utc, session_end_utc", "'2026-01-02', '2026-01-01'"],
      start_soc: ["start_soc", "101"],
      energy_kwh: ["energy_kwh", "-1"],
      latitude: ["latitude", "91"],
    };
    for (const [field, [columns, row]] of Object.entries(values)) {
      const text = `insert into ev_charging_session (device_id, ${columns}) values ('x', ${row})`;
      const error = await as(charlie, text).catch(translated) as AppError;
      assert.deepEqual([error.code, error.details.fields?.[0]?.field], ["invalid", field], text);
    }
    for (const value of ["'NaN'", "'Infinity'", "'-Infinity'", "1e400"]) {
      const text = `insert into ev_charging_session (device_id, max_power) values ('x', ${value})`;
      await refused(text, "23514");
    }
    await refused(
      `insert into ev_network_subscriptions (network_id, member_rate, start_date)
        select id, 0.1, '2026-02-01' from ev_charging_networks`,
      "23P01",
    );
    await refused("insert into ev_charging_networks (network_name) values ('GREEN')", "23505");
  });

  it("keep who changed a session and what, and are kept when the site or its link goes", async () => {
    const [session] = await as(
      alice,
      "update ev_charging_session set energy_kwh = 12 where device_id = 'van' returning session_id",
    );
    const history = await as(
      alice,
      `select operation, changes, changed_by_email, changed_through from app.charging_history
        where session_id = '${session!.session_id}' order by changed_utc desc limit 1`,
    );
    assert.deepEqual(history, [{
      operation: "UPDATE",
      changes: { energy_kwh: [10, 12] },
      changed_by_email: alice.email,
      changed_through: "form",
    }]);
    assert.deepEqual(
      await as(
        charlie,
        `select 1 from app.charging_history
      where session_id = '${session!.session_id}'`,
      ),
      [],
    );
    await owner`delete from site_group_sites where site_uuid = ${plant}`;
    const [left] = await as(
      alice,
      `select site_uuid, location_id, shown_cost::float8 as cost
      from ev_charging_session where device_id = 'van'`,
    );
    assert.deepEqual(left, { site_uuid: null, location_id: place!.id, cost: 3.6 });
  });

  it("go with their group", async () => {
    const { site_group_uuid: group } = alice;
    await owner`delete from app.charging_recounts`;
    await owner`delete from users where site_group_uuid = ${group}`;
    await owner`select app.delete_group(${group})`;
    const [left] = await owner`
      select (select count(*)::int from ev_charging_session) as sessions,
        (select count(*)::int from ev_vehicles) as vehicles,
        (select count(*)::int from app.charging_history where site_group_uuid = ${group}) as changes,
        (select count(*)::int from app.charging_recounts) as recounts`;
    assert.deepEqual(left, { sessions: 0, vehicles: 1, changes: 0, recounts: 0 });
  });
});
