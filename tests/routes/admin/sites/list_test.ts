import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

async function rows(response: Response) {
  assert.equal(response.status, 200);
  return (await page(response)).all("tbody tr").map((row) => ({
    uuid: row.attribute("href", "th a")!.replace("/admin/sites/", ""),
    name: row.text("th a"),
    text: row.text(),
  }));
}

const listed = async (query = "") => rows(await as(app, app.cast.ada).get(`/admin/sites${query}`));
const names = async (query: string) => (await listed(query)).map(({ name }) => name);

describe("the list of all sites", () => {
  it("has the sites of every group by the name that pages show, with groups and state", async () => {
    const { plant, bare, turbine } = app.cast.sites;
    const found = await listed();
    assert.deepEqual(found.map(({ uuid }) => uuid), [plant, bare, turbine]);
    assert.match(found[0]!.text, /Plant <&> one PV 49\.14 kW Roofs none none Active/);
    assert.match(found[1]!.text, /^Site \w{8} PV – Roofs none none Active/);
    assert.match(found[2]!.text, /Turbine Wind 900 kW Hills/);
    assert.doesNotMatch(found.map(({ text }) => text).join(), /ocf|null|NaN/);
  });

  it("is searched by name, client's number, start of the UUID and group", async () => {
    const { plant, bare } = app.cast.sites;
    assert.deepEqual(await names("?q=TURB"), ["Turbine"]);
    assert.deepEqual(await names("?q=7"), ["Plant <&> one"]);
    assert.deepEqual((await listed("?q=roofs")).map(({ uuid }) => uuid), [plant, bare]);
    assert.deepEqual((await listed(`?q=${bare.slice(0, 13).toUpperCase()}`)).length, 1);
    assert.deepEqual((await listed(`?q=Site+${bare.slice(0, 8)}`)).map(({ uuid }) => uuid), [bare]);
    assert.deepEqual(await names("?q=%25"), [], "a per cent sign is no wild card");
  });

  it("says that nothing matches, and leads back", async () => {
    const none = (await page(as(app, app.cast.ada).get("/admin/sites?q=nowhere"))).one(
      "#admin-sites",
    );
    assert.match(none.text(), /No site matches/);
    assert.ok(none.has('a[href="/admin/sites"]'));
  });

  it("shows active ones, inactive ones or all, and keeps the search", async () => {
    const { owner } = app.database;
    const { turbine } = app.cast.sites;
    await owner`update sites set active = false where site_uuid = ${turbine}`;
    assert.deepEqual(await names("?active=inactive"), ["Turbine"]);
    assert.equal((await listed("?active=active")).length, 2);
    assert.equal((await listed("?active=nonsense")).length, 3);
    const found = await page(as(app, app.cast.ada).get("/admin/sites?q=Turb"));
    assert.ok(found.has('a[href="/admin/sites?q=Turb&active=inactive"]'));
    await owner`update sites set active = true where site_uuid = ${turbine}`;
  });

  it("is a part for htmx", async () => {
    const part = await page(as(app, app.cast.ada).part("/admin/sites?q=turb", "admin-sites"));
    assert.deepEqual(part.top, ["section#admin-sites"]);
    assert.match(part.text(), /Turbine/);
  });

  it("is not there for members, neither page nor part", async () => {
    for (const person of [app.cast.alice, app.cast.charlie]) {
      assert.equal((await as(app, person).get("/admin/sites")).status, 404);
      assert.equal((await as(app, person).part("/admin/sites", "admin-sites")).status, 404);
    }
  });

  it("comes in pages of 50, and the links keep what was asked for", async () => {
    const { owner } = app.database;
    await owner`
      insert into sites (ml_id, client_site_name)
      select n, 'Many ' || to_char(n, 'FM000') from generate_series(1, 60) n`;
    const [first, second] = [await names("?q=many"), await names("?q=many&page=2")];
    assert.deepEqual([first.length, second.length], [50, 10]);
    assert.equal(new Set([...first, ...second]).size, 60);
    const next = (await page(as(app, app.cast.ada).get("/admin/sites?q=many&active=active")))
      .attribute("href", "a[rel=next]");
    assert.equal(next, "/admin/sites?q=many&active=active&page=2");
    await owner`delete from site_group_sites where site_uuid in (
      select site_uuid from sites where client_site_name like 'Many%')`;
    await owner`delete from sites where client_site_name like 'Many%'`;
  });
});

describe("a site of admins", () => {
  const shown = async (site: string) => {
    const response = await as(app, app.cast.ada).get(`/admin/sites/${site}`);
    return { status: response.status, html: await page(response) };
  };

  it("tells its groups, and leads to all that can be done with it", async () => {
    const { alice, ada, sites: { plant } } = app.cast;
    const { html } = await shown(plant);
    for (const group of [alice, ada]) {
      assert.ok(html.has(`a[href="/admin/groups/${group.site_group_uuid}"]`));
    }
    const actions = ["assign", "deactivate", "delete"].map((act) => `/admin/sites/${plant}/${act}`);
    const others = [`/sites/${plant}/edit`, `/sites/${plant}/history`];
    for (const href of [...actions, ...others, `/admin/sites/new?from=${plant}`]) {
      assert.ok(html.has(`a[href="${href}"]`), href);
    }
  });

  it("is shown also where every column is NULL, and in no group", async () => {
    const { owner } = app.database;
    const { bare } = app.cast.sites;
    const [made] = await owner<{ site_uuid: string }[]>`
      insert into sites (ml_id, created_utc, country, active) values (1, null, null, null)
      returning site_uuid`;
    for (const uuid of [bare, made!.site_uuid]) {
      const { status, html } = await shown(uuid);
      assert.equal(status, 200);
      assert.doesNotMatch(html.source, /null|NaN|undefined/);
    }
    assert.match((await shown(made!.site_uuid)).html.text(), /only admins see it/);
    await owner`delete from site_group_sites where site_uuid = ${made!.site_uuid}`;
    await owner`delete from sites where site_uuid = ${made!.site_uuid}`;
  });

  it("is 404 where there is none", async () => {
    for (const site of ["nonsense", "00000000-0000-4000-8000-000000000000"]) {
      assert.equal((await shown(site)).status, 404);
    }
  });
});
