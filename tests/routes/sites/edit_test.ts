import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import { type Html, page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const path = (site = app.cast.sites.plant) => `/sites/${site}/edit`;
const post = (person: Person, form: Record<string, string>, site?: string) =>
  as(app, person).post(path(site), form);

/** The fields of the form on the page, as a browser would send them back. */
const fields = (html: Html) => html.fields("form.form") as Record<string, string>;

const shown = async (person: Person, site?: string) =>
  fields(await page(as(app, person).get(path(site))));

async function stored(site = app.cast.sites.plant) {
  const [row] = await app.database.owner`select * from sites where site_uuid = ${site}`;
  return row!;
}

describe("the form that edits a site", () => {
  it("shows what is stored and writes what was changed, and nothing else", async () => {
    const before = await stored();
    const form = await shown(app.cast.alice);
    assert.equal(form.client_site_name, "Plant <&> one");
    const response = await post(app.cast.alice, { ...form, tilt: "12,5", note: "Two\r\nlines" });
    assert.equal(response.status, 303, await response.text());
    assert.equal(response.headers.get("location"), `/sites/${app.cast.sites.plant}`);
    const expected = { tilt: 12.5, note: "Two\nlines", version: before.version + 1 };
    assert.deepEqual(await stored(), { ...before, ...expected });
  });

  it("states how long measured periods really last, and takes that back", async () => {
    const form = await shown(app.cast.alice);
    for (const [chosen, expected] of [["30", 30], ["", null]] as const) {
      const response = await post(app.cast.alice, { ...form, measured_every_minutes: chosen });
      assert.equal(response.status, 303, await response.text());
      assert.equal((await stored()).measured_every_minutes, expected);
      Object.assign(form, await shown(app.cast.alice));
    }
  });

  it("takes boxes and a day of the capacity, and the history tells them", async () => {
    const { turbine } = app.cast.sites;
    const { charlie } = app.cast;
    const form = await shown(charlie, turbine);
    const changed = { capacity_kw: "950", capacity_from: "2026-05-01", is_curtailed: "on" };
    assert.equal((await post(charlie, { ...form, ...changed }, turbine)).status, 303);
    const { capacity_kw, capacity_from, is_curtailed } = await stored(turbine);
    assert.deepEqual([capacity_kw, capacity_from, is_curtailed], [950, "2026-05-01", true]);
    const history = await page(as(app, charlie).get(`/sites/${turbine}/history`));
    assert.match(history.text(), /This capacity since.*2026-05-01/s);
    assert.match(history.text(), /Limited by contract.*yes/s);
    const site = await page(as(app, charlie).get(`/sites/${turbine}`));
    assert.match(site.text(), /Capacity before\s*900 kW until 2026-05-01/);
    const before = { ...await shown(charlie, turbine), capacity_kw: "1000" };
    const again = { ...before, capacity_from: "2026-06-01" };
    assert.equal((await post(charlie, again, turbine)).status, 303);
    const early = { ...await shown(charlie, turbine), capacity_from: "2026-04-01" };
    const refused = await post(charlie, early, turbine);
    assert.equal(refused.status, 422);
    assert.match((await page(refused)).error("capacity_from")!, /changed on 2026-05-01 already/);
  });

  it("has a length of measured periods filled in that a link offers", async () => {
    const html = await page(as(app, app.cast.alice).get(`${path()}?measured_every_minutes=30`));
    const form = fields(html);
    assert.deepEqual([form.measured_every_minutes, form.was_measured_every_minutes], ["30", ""]);
    assert.equal((await stored()).measured_every_minutes, null);
  });

  it("sent without a change writes nothing", async () => {
    const before = await stored();
    const response = await post(app.cast.alice, await shown(app.cast.alice));
    assert.match(decodeURIComponent(response.headers.get("set-cookie")!), /Nothing was changed/);
    assert.deepEqual(await stored(), before);
  });

  it("keeps what was typed and names what is wrong", async () => {
    const before = await stored();
    const form = await shown(app.cast.alice);
    const wrong = { ...form, latitude: "", tilt: "91", region: "Typed <i>" };
    const response = await post(app.cast.alice, wrong);
    assert.equal(response.status, 422);
    const refused = await page(response);
    assert.deepEqual(Object.keys(refused.errors()), ["latitude", "tilt"]);
    assert.deepEqual(fields(refused), wrong);
    assert.deepEqual(await stored(), before);
  });

  it("opens and saves a site whose values no form would take", async () => {
    const { bare } = app.cast.sites;
    await app.database.owner`
      update sites set latitude = 999, longitude = 'NaN', capacity_kw = '-infinity',
        client_site_name = '' where site_uuid = ${bare}`;
    const form = await shown(app.cast.bob, bare);
    assert.deepEqual([form.latitude, form.longitude, form.capacity_kw], [
      "999",
      "NaN",
      "-Infinity",
    ]);
    assert.equal((await post(app.cast.bob, { ...form, region: "South" }, bare)).status, 303);
    const { latitude, region } = await stored(bare);
    assert.deepEqual([latitude, region], [999, "South"]);
    const again = await shown(app.cast.bob, bare);
    assert.equal((await post(app.cast.bob, { ...again, latitude: "998" }, bare)).status, 422);
  });

  it("sent twice at once saves once, and neither is a conflict", async () => {
    const before = await stored();
    const form = { ...await shown(app.cast.alice), tilt: "33" };
    const responses = await Promise.all([post(app.cast.alice, form), post(app.cast.alice, form)]);
    assert.deepEqual(responses.map(({ status }) => status), [303, 303]);
    assert.equal((await stored()).version, before.version + 1);
  });
});

describe("an edit after somebody else's", () => {
  it("is not written, keeps what was typed, and says what, who and when", async () => {
    const form = await shown(app.cast.alice);
    const bobs = { ...await shown(app.cast.bob), capacity_kw: "60", region: "Bob's" };
    assert.equal((await post(app.cast.bob, bobs)).status, 303);
    const before = await stored();
    const response = await post(app.cast.alice, { ...form, capacity_kw: "55", tilt: "44" });
    assert.equal(response.status, 409);
    const refused = await page(response);
    const by = /— changed by bob@example\.org at \d\d:\d\d UTC/.source;
    assert.match(refused.error("capacity_kw")!, new RegExp(`^Now: 60 kW ${by}`));
    assert.match(refused.error("region")!, new RegExp(`^Now: Bob's ${by}`));
    assert.equal(refused.error("tilt"), undefined);
    assert.deepEqual(await stored(), before);

    const again = fields(refused);
    assert.deepEqual([again.capacity_kw, again.tilt, again.region], ["55", "44", "Bob's"]);
    assert.equal((await post(app.cast.alice, again)).status, 303);
    const { capacity_kw, tilt, region } = await stored();
    assert.deepEqual([capacity_kw, tilt, region], [55, 44, "Bob's"]);
  });

  it("names no admin, and the role where nobody is named", async () => {
    const form = { ...await shown(app.cast.alice), capacity_kw: "56" };
    const adas = { ...await shown(app.cast.ada), capacity_kw: "61" };
    assert.equal((await post(app.cast.ada, adas)).status, 303);
    const refused = await (await post(app.cast.alice, form)).text();
    assert.match(refused, /Now: 61 kW — changed by an administrator at/);
    assert.ok(!refused.includes(app.cast.ada.email));
    await app.database.owner`
      update sites set capacity_kw = 62 where site_uuid = ${app.cast.sites.plant}`;
    assert.match(
      await (await post(app.cast.alice, form)).text(),
      /Now: 62 kW — changed by SQL as role \w+ at/,
    );
  });
});
