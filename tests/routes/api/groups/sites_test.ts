import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import * as demo from "../../../../sql/operations/demo.ts";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import type { SiteGroup } from "../../../../domain/groups/group.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
let group: SiteGroup;
let url: string;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  group = await siteGroups.findOrMake(app.database.owner, `Group ${crypto.randomUUID()}`, false);
  url = `/api/v1/groups/${group.site_group_uuid}/sites`;
});

const ada = () => withToken(app, app.cast.ada.token);

// deno-lint-ignore no-explicit-any
async function json(response: Response, status = 200): Promise<any> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return JSON.parse(text);
}

describe("/api/v1/groups/{uuid}/sites", () => {
  it("lists the sites of the group, active or not, by cursors", async () => {
    const { owner } = app.database;
    const { alice, sites: { plant, bare } } = app.cast;
    const own = `/api/v1/groups/${alice.site_group_uuid}/sites`;
    const { sites, next_cursor } = await json(await ada().get(own));
    assert.equal(next_cursor, null);
    const named = new Map(sites.map((site: { site_uuid: string }) => [site.site_uuid, site]));
    assert.deepEqual([...named.keys()], [plant, bare].sort());
    assert.deepEqual(named.get(plant), {
      site_uuid: plant,
      client_site_id: 7,
      client_site_name: "Plant <&> one",
      name: "Plant <&> one",
      capacity_kw: 49.14,
      active: true,
    });
    await owner`update sites set active = false where site_uuid = ${plant}`;
    const first = await json(await ada().get(`${own}?limit=1`));
    const second = await json(await ada().get(`${own}?limit=1&cursor=${first.next_cursor}`));
    const walked = [...first.sites, ...second.sites];
    assert.deepEqual(walked.map(({ site_uuid }) => site_uuid), [plant, bare].sort());
    assert.equal(walked.find(({ site_uuid }) => site_uuid === plant).active, false);
    assert.equal(second.next_cursor, null);
    await owner`update sites set active = true where site_uuid = ${plant}`;
  });

  it("adds sites, telling how many are new, all or none", async () => {
    const { plant, turbine } = app.cast.sites;
    const add = (...site_uuids: string[]) => ada().post(url, { site_uuids });
    assert.deepEqual(await json(await add(plant, plant)), { linked: 1 });
    assert.deepEqual(await json(await add(plant, turbine)), { linked: 1 });
    await problemOf(await add(app.cast.sites.bare, crypto.randomUUID()), 404);
    assert.equal((await json(await ada().get(url))).sites.length, 2);
  });

  it("adds every site", async () => {
    assert.deepEqual(await json(await ada().post(`${url}/all`)), { linked: 3 });
    assert.deepEqual(await json(await ada().post(`${url}/all`)), { linked: 0 });
  });

  it("removes sites, telling how many became inactive", async () => {
    const only = await demo.makeSite(app.database.owner, group.site_group_uuid, {});
    await json(await ada().post(url, { site_uuids: [app.cast.sites.plant] }));
    const site_uuids = [only, app.cast.sites.plant, app.cast.sites.turbine, crypto.randomUUID()];
    const remove = () => ada().post(`${url}/remove`, { site_uuids });
    assert.deepEqual(await json(await remove()), { removed: 2, deactivated: 1 });
    assert.deepEqual(await json(await remove()), { removed: 0, deactivated: 0 });
    await app.database.owner`delete from site_group_sites where site_uuid = ${only}`;
    await app.database.owner`delete from sites where site_uuid = ${only}`;
  });

  it("takes no site out of an admin group", async () => {
    const own = `/api/v1/groups/${app.cast.ada.site_group_uuid}/sites/remove`;
    const body = { site_uuids: [app.cast.sites.plant] };
    assert.match((await problemOf(await ada().post(own, body), 409)).detail, /has every site/);
  });

  it("refuses bad bodies, and groups that are not there", async () => {
    for (const path of [url, `${url}/remove`]) {
      for (const body of [{}, { site_uuids: [] }, { site_uuids: "all" }]) {
        assert.deepEqual(await fieldsWrong(await ada().post(path, body)), ["site_uuids"]);
      }
      assert.deepEqual(await fieldsWrong(await ada().post(path, { site_uuids: ["x"] })), [
        "site_uuids.0",
      ]);
    }
    const none = `/api/v1/groups/${crypto.randomUUID()}/sites`;
    const body = { site_uuids: [app.cast.sites.plant] };
    await problemOf(await ada().get(none), 404);
    for (const path of [none, `${none}/all`, `${none}/remove`]) {
      await problemOf(await ada().post(path, body), 404);
    }
  });

  it("is neither for members nor for tokens that may only read", async () => {
    const { alice, ada: admin, sites: { turbine } } = app.cast;
    const own = `/api/v1/groups/${alice.site_group_uuid}/sites`;
    await problemOf(await withToken(app, alice.token).get(own), 403);
    for (const token of [alice.token, admin.readToken]) {
      for (const path of [own, `${own}/all`, `${own}/remove`]) {
        const body = { site_uuids: [turbine] };
        await problemOf(await withToken(app, token).post(path, body), 403);
      }
    }
    assert.equal((await json(await ada().get(own))).sites.length, 2);
  });
});
