import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as demo from "../../../sql/operations/demo.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const read = async (person: Person, site: string, query = "") => {
  const response = await as(app, person).get(`/sites/${site}/history${query}`);
  assert.equal(response.status, 200);
  return (await page(response)).text();
};

describe("the history of a site", () => {
  it("tells of each change who, how, and both values with their unit", async () => {
    const { alice, bob, charlie, sites: { plant } } = app.cast;
    await as(app, bob).post(`/sites/${plant}/edit`, { capacity_kw: "60" });
    await withToken(app, alice.token).patch(`/api/v1/sites/${plant}`, { orientation: 225 });
    await app.database.owner`update sites set note = '<b>' where site_uuid = ${plant}`;
    const text = await read(alice, plant);
    assert.match(text, /by SQL as role \w+ Changed Field Before After Note empty /);
    assert.ok(text.includes(" Note empty <b> "), "what people wrote is text");
    assert.match(
      text,
      /by alice@example\.org, through the API Changed Field Before After Orientation 194° \(south\) 225° \(south-west\)/,
    );
    assert.match(text, /by bob@example\.org, in a form .* Capacity 49\.14 kW 60 kW/);
    assert.match(
      text,
      /Created .*by a task of the service Created Field Value Name Plant <&> one/,
    );
    assert.equal((await as(app, charlie).get(`/sites/${plant}/history`)).status, 404);
  });

  it("names no admin to a member, and everybody to an admin", async () => {
    const { alice, ada, sites: { plant } } = app.cast;
    await as(app, ada).post(`/sites/${plant}/edit`, { tilt: "77" });
    const members = await read(alice, plant);
    assert.match(members, /by an administrator, in a form/);
    assert.ok(!members.includes(ada.email));
    assert.match(await read(ada, plant), /by ada@example\.org, in a form/);
  });

  it("comes in pages of 50", async () => {
    const { alice } = app.cast;
    const site = await demo.makeSite(app.database.owner, alice.site_group_uuid, {});
    for (let region = 1; region <= 50; region++) {
      await app.database.owner`update sites set region = ${region} where site_uuid = ${site}`;
    }
    const count = async (query: string) =>
      (await read(alice, site, query)).match(/(Changed|Created) \d+ \w+ \d{4}/g)?.length ?? 0;
    assert.deepEqual([await count(""), await count("?page=2"), await count("?page=x")], [
      50,
      1,
      50,
    ]);
    assert.match(await read(alice, site, "?page=3"), /No changes on this page/);
    const part = await as(app, alice).part(`/sites/${site}/history?page=2`, "history");
    assert.deepEqual((await page(part)).top, ["section#history"]);
  });

  it("outlives its site, for admins", async () => {
    const { alice, ada } = app.cast;
    const { owner } = app.database;
    const site = { client_site_name: "Gone" };
    const uuid = await demo.makeSite(owner, alice.site_group_uuid, site);
    await owner`delete from site_group_sites where site_uuid = ${uuid}`;
    await owner`delete from sites where site_uuid = ${uuid}`;
    const text = await read(ada, uuid);
    assert.match(text, /History of Gone This site has been deleted\. .*Deleted .* Name Gone/);
    assert.equal((await as(app, alice).get(`/sites/${uuid}/history`)).status, 404);
    assert.equal((await as(app, ada).get(`/sites/${crypto.randomUUID()}/history`)).status, 404);
  });
});
