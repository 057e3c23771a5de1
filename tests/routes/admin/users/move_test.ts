import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import * as demo from "../../../../sql/operations/demo.ts";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import { as, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { makePerson, type Person } from "../../../support/cast.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
let mia: Person;
let count = 0;
beforeAll(async () => {
  app = await testApp();
});
beforeEach(async () => {
  mia = await makePerson(app.database.owner, `mia${count++}@example.org`, app.cast.alice);
});
afterAll(() => app.close());

const ada = () => as(app, app.cast.ada);
const url = (rest = "") => `/admin/users/${mia.user_uuid}${rest}`;
const groupOf = async ({ user_uuid }: Person) => {
  const [user] = await app.database.owner<{ site_group_uuid: string }[]>`
    select site_group_uuid from users where user_uuid = ${user_uuid}`;
  return user!.site_group_uuid;
};

describe("moving a user to another group", () => {
  it("first says by name which sites they lose and gain, and moves nobody", async () => {
    const { charlie, alice } = app.cast;
    const asking = await page(
      ada().get(url(`/move?site_group_uuid=${charlie.site_group_uuid}`)),
    );
    assert.deepEqual(asking.texts("h2"), ["Sites the user loses: 2", "Sites the user gains: 1"]);
    const [lost, gained] = asking.all("h2 + ul").map((list) => list.texts("li"));
    assert.equal(lost![0], "Plant <&> one");
    assert.match(lost![1]!, /^Site \w{8}/);
    assert.deepEqual(gained, ["Turbine"]);
    assert.doesNotMatch(asking.text(), /admin\. |become an admin|stop being/);
    assert.equal(await groupOf(mia), alice.site_group_uuid);
  });

  it("then moves them, with their sessions and tokens", async () => {
    const { site_group_uuid } = app.cast.charlie;
    const answers = await Promise.all(
      [1, 2].map(() => ada().post(url("/move"), { site_group_uuid })),
    );
    assert.ok(answers.some(({ status }) => status === 303));
    assert.equal(await groupOf(mia), site_group_uuid);
    const { turbine, plant } = app.cast.sites;
    assert.equal((await as(app, mia).get(`/sites/${turbine}`)).status, 200);
    assert.equal((await as(app, mia).get(`/sites/${plant}`)).status, 404);
    const { sites } = await (await withToken(app, mia.token).get("/api/v1/sites")).json();
    assert.deepEqual(sites.map((site: { name: string }) => site.name), ["Turbine"]);
  });

  it("does not move one who was changed after it was asked, and asks again", async () => {
    const { charlie, alice } = app.cast;
    const asking = url(`/move?site_group_uuid=${charlie.site_group_uuid}`);
    const opened = (await page(ada().get(asking))).fields("form.form");
    await app.database.owner`
      update users set deactivated_utc = now() where user_uuid = ${mia.user_uuid}`;
    const response = await ada().post(url("/move"), opened);
    assert.equal(response.status, 409);
    const refused = await page(response);
    assert.match(refused.text(), /others changed: State\. .*State now: deactivated\./s);
    assert.equal(await groupOf(mia), alice.site_group_uuid);
    const again = await ada().post(url("/move"), refused.fields("form.form"));
    assert.equal(again.status, 303);
    assert.equal(await groupOf(mia), charlie.site_group_uuid);
  });

  it("names the first 20 of many sites and counts the rest", async () => {
    const { owner } = app.database;
    const { site_group_uuid } = await siteGroups.findOrMake(owner, "Crowd", false);
    for (let index = 1; index <= 23; index++) {
      const client_site_name = `Crowd ${String(index).padStart(2, "0")}`;
      await demo.makeSite(owner, site_group_uuid, { client_site_name });
    }
    const asking = await page(ada().get(url(`/move?site_group_uuid=${site_group_uuid}`)));
    assert.equal(asking.texts("h2")[1], "Sites the user gains: 23");
    const gained = asking.all("h2 + ul")[1]!.texts("li");
    assert.equal(gained.length, 21);
    assert.deepEqual([gained[0], gained[19], gained[20]], ["Crowd 01", "Crowd 20", "and 3 more"]);
  });

  it("says when they become an admin or stop being one", async () => {
    const { ada: admin, alice } = app.cast;
    const to = await ada().get(url(`/move?site_group_uuid=${admin.site_group_uuid}`));
    assert.match(await to.text(), /The user becomes an admin/);
    await ada().post(url("/move"), { site_group_uuid: admin.site_group_uuid });
    assert.equal((await as(app, mia).get("/admin/users")).status, 200);
    const back = await ada().get(url(`/move?site_group_uuid=${alice.site_group_uuid}`));
    assert.match(await back.text(), /The user stops being an admin/);
    const moved = await as(app, mia).post(url("/move"), { site_group_uuid: alice.site_group_uuid });
    assert.equal(moved.headers.get("location"), "/sites", "where one may look afterwards");
    assert.equal((await as(app, mia).get("/admin/users")).status, 404);
  });

  it("is refused for the last admin, who stays one", async () => {
    const { ada: admin, alice } = app.cast;
    const path = `/admin/users/${admin.user_uuid}/move`;
    const response = await ada().post(path, { site_group_uuid: alice.site_group_uuid });
    assert.equal(response.status, 409);
    assert.match(await response.text(), /Nobody could administer this installation any more/);
    assert.equal(await groupOf(admin), admin.site_group_uuid);
  });

  it("asks again for a group that is not there, or is theirs already", async () => {
    const nobodys = "00000000-0000-4000-8000-000000000000";
    for (const site_group_uuid of ["", "none", nobodys, app.cast.alice.site_group_uuid]) {
      const posted = await ada().post(url("/move"), { site_group_uuid });
      const asked = await ada().get(url(`/move?site_group_uuid=${site_group_uuid}`));
      for (const response of [posted, asked]) {
        assert.equal(response.status, 422);
        assert.ok((await page(response)).error("site_group_uuid"));
      }
    }
    const options = (await page(ada().get(url("/move")))).texts("option");
    assert.ok(options.includes("Hills"));
    assert.ok(!options.includes("Roofs"));
  });
});
