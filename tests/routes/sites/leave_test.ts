import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as demo from "../../../sql/operations/demo.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** A site of alice's group, and of charlie's where `shared`. */
async function makeSite(shared: boolean): Promise<string> {
  const { alice, charlie } = app.cast;
  const site = { client_site_name: "Shed", capacity_kw: 4 };
  const uuid = await demo.makeSite(app.database.owner, alice.site_group_uuid, site);
  if (shared) {
    await app.database.owner`insert into site_group_sites (site_group_uuid, site_uuid)
      values (${charlie.site_group_uuid}, ${uuid})`;
  }
  return uuid;
}

const isActive = async (uuid: string) =>
  (await app.database.owner`select active from sites where site_uuid = ${uuid}`)[0]!.active;
const said = (response: Response) => decodeURIComponent(response.headers.get("set-cookie")!);

describe("removing a site from one's group", () => {
  it("says what will happen and changes nothing, and names no other group", async () => {
    const uuid = await makeSite(true);
    const html = await page(as(app, app.cast.alice).get(`/sites/${uuid}/remove`));
    assert.match(html.text(), /colleagues in Roofs will no longer see.*Shed/);
    assert.ok(!html.source.includes("Hills"));
    assert.equal((await as(app, app.cast.bob).get(`/sites/${uuid}`)).status, 200);
  });

  it("takes it from the group alone, as long as another group has it", async () => {
    const uuid = await makeSite(true);
    const response = await as(app, app.cast.alice).post(`/sites/${uuid}/remove`);
    assert.deepEqual([response.status, response.headers.get("location")], [303, "/sites"]);
    assert.match(said(response), /Shed is no longer in your group\. It stays active/);
    assert.equal((await as(app, app.cast.bob).get(`/sites/${uuid}`)).status, 404);
    assert.equal((await as(app, app.cast.charlie).get(`/sites/${uuid}`)).status, 200);
    assert.equal(await isActive(uuid), true);
  });

  it("makes it inactive when no ordinary group is left, and its page says so to admins", async () => {
    const uuid = await makeSite(false);
    const response = await as(app, app.cast.bob).post(`/sites/${uuid}/remove`);
    assert.match(said(response), /It is in no other group: it is inactive now, and its data stay/);
    assert.equal(await isActive(uuid), false);
    const html = await (await as(app, app.cast.ada).get(`/sites/${uuid}`)).text();
    assert.match(html, /This site is inactive/);
  });

  it("sent twice at once says twice what it did", async () => {
    const uuid = await makeSite(false);
    const form = { form_key: crypto.randomUUID() };
    const send = () => as(app, app.cast.alice).post(`/sites/${uuid}/remove`, form);
    const [first, second] = await Promise.all([send(), send()]);
    assert.deepEqual([first.status, second.status], [303, 303]);
    assert.equal(said(first), said(second));
    assert.match(said(first), /inactive now/);
  });

  it("sends admins to the page that administers the site, and refuses them here", async () => {
    const { ada, sites: { plant } } = app.cast;
    const refused = await page(as(app, ada).get(`/sites/${plant}/remove`));
    assert.ok(refused.has(`a[href="/admin/sites/${plant}"]`));
    assert.equal(refused.has("form.form"), false);
    assert.equal((await as(app, ada).post(`/sites/${plant}/remove`)).status, 409);
    assert.equal((await as(app, ada).get(`/sites/${plant}`)).status, 200);
  });

  it("of what is no site is not there", async () => {
    for (const uuid of ["nothing", crypto.randomUUID()]) {
      assert.equal((await as(app, app.cast.alice).get(`/sites/${uuid}/remove`)).status, 404);
      assert.equal((await as(app, app.cast.alice).post(`/sites/${uuid}/remove`)).status, 404);
    }
  });
});
