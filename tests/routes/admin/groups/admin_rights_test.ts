import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { makePerson } from "../../../support/cast.ts";
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

describe("making a group an admin group", () => {
  it("says what that means, then gives it every site", async () => {
    const { path, name, site_group_uuid } = await make();
    await makePerson(app.database.owner, "marked@example.org", {
      site_group_uuid,
      site_group_name: name,
      is_admin: false,
    });
    const asking = await text(await ada().get(`${path}/mark`), 200);
    assert.match(asking, /It has every site: it gets 3 more sites at once, and each new one/);
    assert.match(asking, /Its 1 user can do everything/);
    assert.deepEqual(await stateOf(site_group_uuid), { is_admin: false, sites: 0 });
    for (let turn = 0; turn < 2; turn++) {
      const answer = await ada().post(`${path}/mark`, { is_admin: "true" });
      assert.deepEqual([answer.status, answer.headers.get("location")], [303, path]);
      assert.deepEqual(await stateOf(site_group_uuid), { is_admin: true, sites: 3 });
    }
    const back = await text(await ada().get(`${path}/mark`), 200);
    assert.match(back, /keeps its 3 sites/);
    assert.match(back, /Its 1 user will no longer be admins/);
    assert.equal((await ada().post(`${path}/mark`, { is_admin: "false" })).status, 303);
    assert.deepEqual(await stateOf(site_group_uuid), { is_admin: false, sites: 3 });
  });

  it("is refused when the form does not say what to make it", async () => {
    const { path, site_group_uuid } = await make();
    for (const form of [{}, { is_admin: "yes" }]) {
      await text(await ada().post(`${path}/mark`, form as Record<string, string>), 422);
    }
    assert.equal((await stateOf(site_group_uuid))!.is_admin, false);
  });

  it("is not for members", async () => {
    const { alice } = app.cast;
    const path = `/admin/groups/${alice.site_group_uuid}/mark`;
    await text(await as(app, alice).get(path), 404);
    await text(await as(app, alice).post(path, { is_admin: "true" }), 404);
    assert.equal((await stateOf(alice.site_group_uuid))!.is_admin, false);
  });
});

describe("the last admin group", () => {
  const path = () => `/admin/groups/${app.cast.ada.site_group_uuid}`;

  it("cannot lose its mark: its page says so and has no button", async () => {
    const asking = await text(await ada().get(`${path()}/mark`), 200);
    assert.match(asking, /the last group whose users administer/);
    assert.doesNotMatch(asking, /Make it an ordinary group/);
    const answer = await text(await ada().post(`${path()}/mark`, { is_admin: "false" }), 409);
    assert.match(answer, /the last group whose users administer/);
    assert.equal((await stateOf(app.cast.ada.site_group_uuid))!.is_admin, true);
  });

  it("is the last one, too, when nobody in the others could sign in", async () => {
    const other = await make(true);
    await app.database.owner`
      insert into users (email, site_group_uuid, deactivated_utc)
      values ('gone@example.org', ${other.site_group_uuid}, now() at time zone 'utc')`;
    await text(await ada().post(`${path()}/mark`, { is_admin: "false" }), 409);
  });

  it("is one of two when another has a user; who unmarks their own is led out", async () => {
    const other = await make(true);
    const dora = await makePerson(app.database.owner, "dora@example.org", other);
    assert.match(await text(await as(app, dora).get(`${other.path}/mark`), 200), /You are one of/);
    const answer = await as(app, dora).post(`${other.path}/mark`, { is_admin: "false" });
    assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/sites"]);
    await text(await as(app, dora).get("/admin/groups"), 404);
  });
});
