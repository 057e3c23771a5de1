import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type AdminSql, type ScopedSql, withAdminScope, withScope } from "../../../db/scope.ts";
import { newSite } from "../../../domain/sites/site_input.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as clients from "../../../sql/sites/clients.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as sites from "../../../sql/sites/sites.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import * as users from "../../../sql/users/users.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;

const asCharlie = <T>(work: (sql: ScopedSql) => Promise<T>) =>
  withScope(database.requests, cast.charlie, { readOnly: false }, work);
const asAda = <T>(work: (sql: AdminSql) => Promise<T>) =>
  withAdminScope(database.requests, cast.ada, { readOnly: false }, work);

async function row(siteUuid: string) {
  const [site] = await owner`select * from sites where site_uuid = ${siteUuid}`;
  return site!;
}

describe("a site that is made", () => {
  const LEAST = { client_site_name: "Shed", capacity_kw: 4, latitude: 51.5, longitude: -0.12 };

  it("has the SDK's defaults, and keeps a capacity of 0", async () => {
    const site = newSite.parse({ ...LEAST, inverter_capacity_kw: 0 });
    const made = await row(await asCharlie((sql) => sites.create(sql, site)));
    assert.deepEqual(
      [made.country, made.asset_type, made.orientation, made.tilt],
      ["uk", "pv", 180, 35],
    );
    assert.deepEqual([made.inverter_capacity_kw, made.module_capacity_kw], [0, 4]);
    assert.equal(made.dno, '{"dno_id": "12", "name": "_C", "long_name": "UKPN (London)"}');
    assert.equal(made.active, true);
  });

  it("has coordinates on the globe and no negative capacity", () => {
    for (const wrong of [{ latitude: 999 }, { longitude: -181 }, { capacity_kw: -5 }]) {
      assert.equal(newSite.safeParse({ ...LEAST, ...wrong }).success, false);
    }
  });

  it("may be the SDK's fake one, for the demo and for tests", async () => {
    const fake = {
      client_site_id: 1,
      latitude: 51,
      longitude: 3,
      capacity_kw: 4,
      inverter_capacity_kw: 4,
      module_capacity_kw: 4.3,
    };
    const made = await row(await demo.makeSite(owner, cast.charlie.site_group_uuid, fake));
    for (const [column, value] of Object.entries(fake)) assert.equal(made[column], value);
    assert.deepEqual([made.client_site_name, made.country], [null, "uk"]);
    assert.equal(made.gsp, '{"gsp_id": "999", "name": "unknown"}');
  });
});

describe("a user who is not there", () => {
  it("is neither made by being moved nor by being deleted", async () => {
    const nobody = crypto.randomUUID();
    const group = cast.charlie.site_group_uuid;
    await assert.rejects(asAda((sql) => changes.move(sql, nobody, group)), { code: "P0002" });
    await assert.rejects(asAda((sql) => changes.remove(sql, nobody)), { code: "P0002" });
    assert.equal((await users.list(owner)).length, 4);
  });
});

describe("a site that is in no group any more", () => {
  it("becomes inactive whatever the admin group is called, and is left alone in another", async () => {
    await owner`
      update site_groups set site_group_name = 'Operators'
      where site_group_uuid = ${cast.ada.site_group_uuid}`;
    const { turbine } = cast.sites;
    const [roofs, hills] = [cast.alice.site_group_uuid, cast.charlie.site_group_uuid];
    await asAda((sql) => groupSites.link(sql, roofs, [turbine]));
    await asAda((sql) => groupSites.unlink(sql, hills, [turbine]));
    assert.equal((await row(turbine)).active, true);
    await asAda((sql) => groupSites.unlink(sql, roofs, [turbine]));
    assert.equal((await row(turbine)).active, false);
  });
});

describe("what is assigned to a site", () => {
  it("is a model of one version, and a client; both are taken away again", async () => {
    const { plant } = cast.sites;
    const [model] = await owner`
      insert into ml_model (name, version) values ('blend', '9'), ('blend', '10')
      returning model_uuid`;
    const assigned = {
      ml_model_uuid: model!.model_uuid as string,
      client_uuid: await asAda((sql) => clients.findOrMake(sql, "Grid")),
    };
    await asAda((sql) => adminSites.assign(sql, plant, assigned));
    const site = (await asAda((sql) => adminSites.find(sql, plant)))!;
    assert.deepEqual(
      [site.model_name, site.model_version, site.client_name],
      ["blend", "9", "Grid"],
    );
    const none = { ml_model_uuid: null, client_uuid: null };
    await asAda((sql) => adminSites.assign(sql, plant, none));
    assert.equal((await asAda((sql) => adminSites.find(sql, plant)))!.client_name, null);
  });
});
