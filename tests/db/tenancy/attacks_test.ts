import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withAdminScope } from "../../../db/scope.ts";
import { findOrMake as findOrMakeModel } from "../../../sql/forecasts/models.ts";
import { ownCast } from "../../support/setup.ts";
import { allRows } from "../../support/all_rows.ts";
import { fillForAlice } from "../../support/rows.ts";
import { inScope, statement } from "../../support/scopes.ts";

const NOWHERE = "00000000-0000-4000-8000-000000000000";
const { database, cast } = await ownCast();
await fillForAlice(database.owner, cast);
const model = await findOrMakeModel(database.owner, { name: "test", version: "1" });
const uuids = {
  ...cast.sites,
  roofs: cast.alice.site_group_uuid,
  hills: cast.charlie.site_group_uuid,
  ocf: cast.ada.site_group_uuid,
};

function asCharlie(text: string) {
  return inScope(database, cast.charlie, async (sql) => [...await sql(statement(text))]);
}

/** Returns the result of an attack by charlie, and checks that it changed no row of any table. */
async function answer(text: string): Promise<{ code: string; message: string }> {
  const before = await allRows(database.owner);
  const error = await asCharlie(text).then(
    () => assert.fail(`went through: ${text}`),
    (error) => error,
  );
  assert.deepEqual(await allRows(database.owner), before, text);
  return { code: error.code, message: error.message };
}

async function refused(...texts: string[]) {
  for (const text of texts) assert.equal((await answer(text)).code, "42501", text);
}

const generation = (site: string | null) =>
  `select app.ingest_generation('${
    JSON.stringify([{
      site_uuid: site,
      start_utc: "2026-06-21T07:00:00Z",
      end_utc: "2026-06-21T07:15:00Z",
      generation_power_kw: 1,
    }])
  }', false)`;

const forecast = (...sites: (string | null)[]) =>
  `select app.ingest_forecasts('${
    JSON.stringify(sites.map((site_uuid) => ({
      site_uuid,
      timestamp_utc: "2026-06-21T07:00:00Z",
      forecast_version: "1",
      ml_model_uuid: model,
      values: [{
        start_utc: "2026-06-21T07:00:00Z",
        end_utc: "2026-06-21T07:15:00Z",
        forecast_power_kw: 1,
      }],
    })))
  }')`;

describe("attacks of a member on another group's sites", () => {
  it("link a stranger's site to my group", async () => {
    const { plant, turbine, hills, roofs } = uuids;
    await refused(
      `insert into site_group_sites (site_group_uuid, site_uuid) values ('${hills}', '${plant}')`,
      `update site_group_sites set site_uuid = '${plant}'`,
      `update site_group_sites set site_group_uuid = '${hills}' where site_uuid = '${plant}'`,
      `select app.link_sites('${hills}', '{${plant}}')`,
      `select app.link_sites('${roofs}', '{${turbine}}')`,
    );
  });

  it("make a site with the UUID of a stranger's", async () => {
    const [made] = await asCharlie(
      `select app.create_site('{"site_uuid": "${uuids.plant}", "client_site_name": "Mine"}') as site`,
    );
    assert.notEqual(made!.site, uuids.plant);
    const seen = await asCharlie("select site_uuid, client_site_name from sites order by 2");
    assert.deepEqual(seen, [
      { site_uuid: made!.site, client_site_name: "Mine" },
      { site_uuid: uuids.turbine, client_site_name: "Turbine" },
    ]);
  });

  it("move a site of mine onto a stranger's, or one of theirs to me", async () => {
    await refused(
      `update sites set site_uuid = '${uuids.plant}'`,
      `update forecasts set site_uuid = '${uuids.turbine}'`,
      `update generation set site_uuid = '${uuids.turbine}'`,
    );
  });

  it("delete a stranger's links, sites and data", async () => {
    await refused(
      `delete from site_group_sites where site_uuid = '${uuids.plant}'`,
      `select app.unlink_sites('${uuids.roofs}', '{${uuids.plant}}')`,
      `delete from sites where site_uuid = '${uuids.plant}'`,
      ...["forecast_values", "forecasts", "generation", "sites_history"].map(
        (table) => `delete from ${table}`,
      ),
      "truncate sites cascade",
      "drop table forecast_values_default",
    );
  });

  it("edit a stranger's site, or its inverters", async () => {
    for (
      const text of [
        `select app.edit_site('${uuids.plant}', '{"client_site_name": "Stolen"}', null)`,
        `select app.lock_site('${uuids.plant}')`,
        "delete from inverters",
      ]
    ) {
      const before = await allRows(database.owner);
      await asCharlie(text);
      assert.deepEqual(await allRows(database.owner), before, text);
    }
    await refused(
      `insert into inverters (site_uuid, name) values ('${uuids.plant}', 'Mine')`,
      `update inverters set site_uuid = '${uuids.turbine}'`,
      `update sites set client_site_name = 'Mine' where site_uuid = '${uuids.turbine}'`,
      `select app.set_site_active('${uuids.turbine}', false)`,
      `select app.assign_site('${uuids.turbine}', null, null)`,
    );
    assert.equal((await answer(`select app.leave_site('${uuids.plant}')`)).code, "P0002");
    const theirs = `select site_data from app.history_of_site('${uuids.plant}')`;
    assert.deepEqual(await asCharlie(theirs), []);
  });

  it("insert a forecast for a stranger's site", async () => {
    const theirs = await answer(forecast(uuids.plant));
    assert.deepEqual(theirs, {
      code: "SC404",
      message: "Row 1: there is no such site here.",
    });
    assert.deepEqual(await answer(forecast(NOWHERE)), theirs);
    assert.deepEqual(await answer(forecast(null)), theirs);
    const second = { ...theirs, message: "Row 1 of forecast 2: there is no such site here." };
    assert.deepEqual(await answer(forecast(uuids.turbine, uuids.plant)), second);
    await refused(
      `insert into forecasts (site_uuid, timestamp_utc, forecast_version)
       values ('${uuids.plant}', '2026-06-21', '1')`,
      forecast(uuids.turbine).replace("ingest_forecasts", "store_forecasts"),
    );
  });

  it("insert generation for a stranger's site, for none and for one that does not exist", async () => {
    const theirs = await answer(generation(uuids.plant));
    assert.deepEqual(theirs, { code: "SC404", message: "Row 1: there is no such site here." });
    assert.deepEqual(await answer(generation(NOWHERE)), theirs);
    assert.deepEqual(await answer(generation(null)), theirs);
    await refused(
      `insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
       values ('${uuids.plant}', 1, '2026-06-21', '2026-06-22')`,
      generation(uuids.turbine).replace("ingest_generation", "store_generation").replace(
        ", false",
        "",
      ),
    );
  });

  it("leave a member's own site writable: the refusals above are not for everybody", async () => {
    assert.deepEqual(await asCharlie(forecast(uuids.turbine)), [{ ingest_forecasts: "(1,0,0,)" }]);
    const [done] = await asCharlie(generation(uuids.turbine));
    assert.match(done!.ingest_generation, /^\(1,0,0,0,0,,\[\],\d+\)$/);
  });
});

describe("attacks of a member on the admin mark", () => {
  it("make my own group an admin group", async () => {
    const { hills, ocf } = uuids;
    await refused(
      `update site_groups set is_admin = true where site_group_uuid = '${hills}'`,
      "insert into site_groups (site_group_name, is_admin) values ('Mine', true)",
      `insert into site_groups (site_group_uuid, is_admin) values ('${hills}', true)
       on conflict (site_group_uuid) do update set is_admin = true`,
    );
    await refused(
      `update users set site_group_uuid = '${ocf}' where user_uuid = '${cast.charlie.user_uuid}'`,
      `insert into users (email, site_group_uuid) values ('eve@example.org', '${ocf}')`,
      `select app.make_user('eve@example.org', '${ocf}')`,
    );
  });

  it("open an admin scope as a member", async () => {
    await assert.rejects(
      async () =>
        await withAdminScope(
          database.requests,
          cast.charlie,
          { readOnly: true },
          (sql) => Promise.resolve(sql),
        ),
      /no admin/,
    );
  });
});
