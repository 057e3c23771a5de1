import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withAdminScope } from "../../../db/scope.ts";
import type { Site } from "../../../domain/sites/site.ts";
import { newSite, type SiteChanges } from "../../../domain/sites/site_input.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";
import { removeSites, withSites as someSites } from "../../support/some_sites.ts";

const { database, cast } = await ownCast();

const withSites = (wanted: Partial<Site>[], work: (uuids: string[]) => Promise<void>) =>
  someSites(database.owner, cast.charlie.site_group_uuid, wanted, work);

describe("the network of a site", () => {
  const networkOf = async (uuid: string) => {
    const [site] = await database.owner`
      select dno::json ->> 'dno_id' as dno, gsp::json ->> 'name' as gsp from sites
      where site_uuid = ${uuid}`;
    return { ...site };
  };
  const edit = (uuid: string, changes: SiteChanges, person = cast.charlie) =>
    inScope(database, person, (sql) => sites.update(sql, uuid, changes));
  const BARKING = { dno: "12", gsp: "Barking" };

  it("is that of its coordinates when it is made, by whatever way", async () => {
    const site = newSite.parse({
      client_site_name: "Barking",
      capacity_kw: 1,
      latitude: 51.5074,
      longitude: 0.1278,
    });
    const groups = [cast.charlie.site_group_uuid];
    const made = [
      await inScope(database, cast.charlie, (sql) => sites.create(sql, site)),
      await withAdminScope(
        database.requests,
        cast.ada,
        { readOnly: false },
        (sql) => adminSites.create(sql, site, groups),
      ),
      await demo.makeSite(database.owner, cast.charlie.site_group_uuid, site),
    ];
    for (const uuid of made) assert.deepEqual(await networkOf(uuid), BARKING);
    await removeSites(database.owner, made);
  });

  it("changes when the site is moved, and only then", async () => {
    await withSites([{ latitude: 51.5074, longitude: 0.1278 }], async ([site]) => {
      assert.deepEqual(await networkOf(site!), BARKING);
      await edit(site!, { longitude: -3.4 });
      assert.equal((await networkOf(site!)).dno, "21");
      await edit(site!, { latitude: 55.86 });
      assert.equal((await networkOf(site!)).dno, "18");
      await edit(site!, { latitude: null });
      assert.deepEqual(await networkOf(site!), { dno: null, gsp: null });
      await edit(site!, { latitude: 0, longitude: 0 });
      assert.deepEqual(await networkOf(site!), { dno: "999", gsp: "unknown" });
    });
  });

  it("stays as another writer has named it, while the site stays where it is", async () => {
    const named = { latitude: 51.5074, longitude: 0.1278, dno: '{"dno_id": "1"}', gsp: "{}" };
    await withSites([named], async ([site]) => {
      const before = { dno: "1", gsp: null };
      assert.deepEqual(await networkOf(site!), before);
      await edit(site!, { tilt: 10 });
      await edit(site!, { latitude: 51.5074, longitude: 0.1278 });
      assert.deepEqual(await networkOf(site!), before);
    });
  });

  it("is that of where two edits at once have moved it together", async () => {
    await withSites([{ latitude: 0, longitude: 0 }], async ([site]) => {
      await Promise.all([edit(site!, { latitude: 51.5074 }), edit(site!, { longitude: 0.1278 })]);
      assert.deepEqual(await networkOf(site!), BARKING);
    });
  });

  it("is nothing that an edit against an older version, or a stranger's, changes", async () => {
    await withSites([{ latitude: 51.5074, longitude: 0.1278 }], async ([site]) => {
      const old = await inScope(
        database,
        cast.charlie,
        (sql) => sites.update(sql, site!, { latitude: 0 }, 99),
      );
      assert.equal(old, "changed meanwhile");
      assert.equal(await edit(site!, { latitude: 0 }, cast.alice), "not found");
      assert.deepEqual(await networkOf(site!), BARKING);
    });
  });
});
