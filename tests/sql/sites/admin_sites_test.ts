import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type AdminSql, withAdminScope } from "../../../db/scope.ts";
import { newSiteInGroups } from "../../../domain/sites/admin_site.ts";
import { siteName } from "../../../domain/sites/site.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as clients from "../../../sql/sites/clients.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();

const admin = <T>(work: (sql: AdminSql) => Promise<T>) =>
  withAdminScope(database.requests, cast.ada, { readOnly: false }, work);

describe("sites of all groups", () => {
  it("are named in the search as pages name them", async () => {
    const all = await admin((sql) => adminSites.list(sql, { limit: 9, offset: 0 }));
    for (const site of all) {
      const search = siteName(site).toUpperCase();
      const found = await admin((sql) => adminSites.list(sql, { search, limit: 9, offset: 0 }));
      assert.deepEqual(found.map(({ site_uuid }) => site_uuid), [site.site_uuid]);
    }
  });

  it("are found once, however many of their groups match", async () => {
    const { plant } = cast.sites;
    await admin((sql) =>
      sql`select app.link_sites(${cast.charlie.site_group_uuid}::uuid, ${[plant]}::uuid[])`
    );
    const found = await admin((sql) => adminSites.list(sql, { search: "l", limit: 9, offset: 0 }));
    assert.equal(found.filter(({ site_uuid }) => site_uuid === plant).length, 1);
  });

  it("are one more than asked for, where there is a next page", async () => {
    assert.equal((await admin((sql) => adminSites.list(sql, { limit: 2, offset: 0 }))).length, 3);
    assert.equal((await admin((sql) => adminSites.list(sql, { limit: 2, offset: 2 }))).length, 1);
  });

  it("are not made in a group that is not there, nor at all then", async () => {
    const site = newSiteInGroups.parse({
      client_site_name: "Nowhere",
      capacity_kw: 1,
      latitude: 51.5,
      longitude: 0,
      site_group_uuids: [],
    });
    const none = "00000000-0000-4000-8000-000000000000";
    await assert.rejects(admin((sql) => adminSites.create(sql, site, [none])), { code: "P0002" });
    const made = await database.owner`select from sites where client_site_name = 'Nowhere'`;
    assert.equal(made.length, 0);
  });

  it("are edited when something changes only", async () => {
    const { turbine } = cast.sites;
    const version = async () => (await admin((sql) => adminSites.find(sql, turbine)))!.version;
    const before = await version();
    await admin((sql) => adminSites.setActive(sql, turbine, true));
    const none = { ml_model_uuid: null, client_uuid: null };
    await admin((sql) => adminSites.assign(sql, turbine, none));
    assert.equal(await version(), before);
    await admin((sql) => adminSites.setActive(sql, turbine, false));
    assert.equal(await version(), before + 1);
  });
});

describe("clients", () => {
  it("are made once under one name", async () => {
    const made = await admin((sql) => clients.findOrMake(sql, "Grid"));
    assert.equal(await admin((sql) => clients.findOrMake(sql, "Grid")), made);
    assert.equal(await admin((sql) => clients.insert(sql, "Grid")), undefined);
    assert.deepEqual(
      [...await admin((sql) => clients.all(sql))].map((client) => ({ ...client })),
      [{ client_uuid: made, client_name: "Grid" }],
    );
  });
});
