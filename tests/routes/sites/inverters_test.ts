import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const path = () => `/sites/${app.cast.sites.plant}/inverters`;
const add = (form: Record<string, string>) => as(app, app.cast.alice).post(path(), form);
const shown = async () => (await page(as(app, app.cast.bob).get(path()))).text();
const count = async (name: string) =>
  (await app.database.owner`select 1 from inverters where name = ${name}`).length;

describe("the inverters of a site", () => {
  it("are none at first, and then what was added", async () => {
    assert.match(await shown(), /No inverters yet/);
    const response = await add({ name: "North <1>", maker: "Maker", ac_kw: "12,5" });
    assert.deepEqual([response.status, response.headers.get("location")], [303, path()]);
    assert.match(await shown(), /North <1>.*Maker.*12\.5 kW/);
  });

  it("show rows of the SDK that say nothing, without a word like null", async () => {
    const { owner } = app.database;
    const [{ inverter_uuid: uuid }] = await owner<[{ inverter_uuid: string }]>`
      insert into inverters (site_uuid, created_utc) values (${app.cast.sites.plant}, null)
      returning inverter_uuid`;
    const text = await shown();
    assert.ok(text.includes(`Inverter ${uuid.slice(0, 8)}`));
    assert.doesNotMatch(text, /null|undefined|NaN/);
  });

  it("keep what was typed of one that is wrong", async () => {
    const response = await add({ name: "", maker: "Kept <i>", ac_kw: "-1" });
    assert.equal(response.status, 422);
    const refused = await page(response);
    assert.deepEqual(Object.keys(refused.errors()), ["name", "ac_kw"]);
    assert.equal(refused.field("maker"), "Kept <i>");
  });

  it("are made once by a form that is sent twice at once", async () => {
    const form = { name: "Once", form_key: crypto.randomUUID() };
    const responses = await Promise.all([add(form), add(form)]);
    assert.deepEqual(responses.map(({ status }) => status), [303, 303]);
    assert.equal(await count("Once"), 1);
  });

  it("are removed after a page that asks", async () => {
    await add({ name: "Old" });
    const { alice, charlie, sites: { turbine } } = app.cast;
    const [old] = await app.database.owner`select * from inverters where name = 'Old'`;
    const remove = `${path()}/${old!.inverter_uuid}/remove`;
    const asking = await page(as(app, alice).get(remove));
    assert.match(asking.text(), /\bOld will no longer be listed/);
    assert.equal(await count("Old"), 1);
    for (const site of [app.cast.sites.plant, turbine]) {
      const theirs = `/sites/${site}/inverters/${old!.inverter_uuid}/remove`;
      assert.equal((await as(app, charlie).get(theirs)).status, 404);
      assert.equal((await as(app, charlie).post(theirs)).status, 404);
    }
    assert.equal((await as(app, alice).post(remove)).status, 303);
    assert.equal(await count("Old"), 0);
    assert.equal((await as(app, alice).post(remove)).status, 404);
    assert.equal((await as(app, alice).get(`${path()}/nothing/remove`)).status, 404);
  });
});
