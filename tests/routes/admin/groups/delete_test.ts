import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as demo from "../../../../sql/operations/demo.ts";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { type Html, page } from "../../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ada = () => as(app, app.cast.ada);

async function make(isAdmin = false) {
  const name = `Group ${crypto.randomUUID()}`;
  const group = await siteGroups.findOrMake(app.database.owner, name, isAdmin);
  return { ...group, name, path: `/admin/groups/${group.site_group_uuid}` };
}

async function stateOf(groupUuid: string) {
  const [row] = await app.database.owner`
    select is_admin, (select count(*)::int from site_group_sites l
      where l.site_group_uuid = g.site_group_uuid) as sites
    from site_groups g where site_group_uuid = ${groupUuid}`;
  return row;
}

async function shown(response: Response, status: number): Promise<Html> {
  const html = await page(response);
  assert.equal(response.status, status, html.text());
  return html;
}

const text = async (response: Response, status: number) => (await shown(response, status)).text();

async function isActive(site: string): Promise<boolean> {
  const [row] = await app.database.owner`select active from sites where site_uuid = ${site}`;
  return row!.active;
}

describe("deleting a group", () => {
  it("is refused while it has members, with the reason and the way to move each", async () => {
    const { alice, bob } = app.cast;
    const path = `/admin/groups/${alice.site_group_uuid}/delete`;
    const reason = `Site group with name Roofs and site group uuid ${alice.site_group_uuid} ` +
      "has users and cannot be deleted.";
    for (
      const refused of [
        await shown(await ada().get(path), 200),
        await shown(await ada().post(path, { confirm_name: "Roofs" }), 409),
      ]
    ) {
      assert.ok(refused.text().includes(reason));
      for (const { user_uuid } of [alice, bob]) {
        assert.ok(refused.has(`a[href="/admin/users/${user_uuid}/move"]`));
      }
    }
    assert.equal((await stateOf(alice.site_group_uuid))!.sites, 2);
  });

  it("asks for the name, keeps what was typed, and says what becomes of its sites", async () => {
    const { owner } = app.database;
    const { path, name, site_group_uuid } = await make();
    const only = await demo.makeSite(owner, site_group_uuid, { client_site_name: "Only here" });
    const { plant } = app.cast.sites;
    await owner`
      insert into site_group_sites (site_group_uuid, site_uuid) values (${site_group_uuid}, ${plant})`;
    const asking = await text(await ada().get(`${path}/delete`), 200);
    assert.match(asking, /Its 2 sites and all their data are kept/);
    assert.match(asking, /1 site will no longer be in any ordinary group/);
    const refused = await shown(await ada().post(`${path}/delete`, { confirm_name: "wrong" }), 422);
    assert.match(refused.error("confirm_name")!, /^Type the name exactly/);
    assert.equal(refused.field("confirm_name"), "wrong");
    assert.ok(await stateOf(site_group_uuid));
    const done = await ada().post(`${path}/delete`, { confirm_name: name });
    assert.deepEqual([done.status, done.headers.get("location")], [303, "/admin/groups"]);
    assert.match(decodeURIComponent(done.headers.get("set-cookie")!), /1 site became inactive/);
    assert.equal(await stateOf(site_group_uuid), undefined);
    assert.deepEqual([await isActive(only), await isActive(plant)], [false, true]);
    await text(await ada().get(path), 404);
  });

  it("happens once when it is sent twice at once", async () => {
    const { path, name, site_group_uuid } = await make();
    const send = () => ada().post(`${path}/delete`, { confirm_name: name });
    const statuses = (await Promise.all([send(), send()])).map(({ status }) => status);
    assert.deepEqual(statuses.sort(), [303, 404]);
    assert.equal(await stateOf(site_group_uuid), undefined);
  });

  it("is not for members", async () => {
    const { path, name, site_group_uuid } = await make();
    const alice = as(app, app.cast.alice);
    await text(await alice.get(`${path}/delete`), 404);
    await text(await alice.post(`${path}/delete`, { confirm_name: name }), 404);
    assert.ok(await stateOf(site_group_uuid));
  });
});
