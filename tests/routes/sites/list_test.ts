import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { attentionLabel } from "../../../domain/sites/attention/kinds.ts";
import { refreshFigures } from "../../../service/forecasts/figures.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { as, NOW, type TestApp, testApp } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { forecasted, measured, periods } from "../../support/values.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** The rows of a page: UUID, name, and the row as text. */
async function rows(response: Response) {
  assert.equal(response.status, 200);
  return (await page(response)).all("tbody tr").map((row) => ({
    uuid: row.attribute("href", "th a")!.replace("/sites/", ""),
    name: row.text("th a"),
    text: row.text(),
  }));
}

const listed = async (person: Person, path = "/sites") => rows(await as(app, person).get(path));

describe("the list of sites", () => {
  it("has the sites of one's group by name, those without a name last", async () => {
    const { alice, bob, charlie, sites } = app.cast;
    for (const person of [alice, bob]) {
      const found = await listed(person);
      assert.deepEqual(found.map(({ uuid }) => uuid), [sites.plant, sites.bare]);
      assert.equal(found[1]!.name, `Site ${sites.bare.slice(0, 8)}`);
    }
    assert.deepEqual((await listed(charlie)).map(({ name }) => name), ["Turbine"]);
  });

  it("tells two sites of one name apart", async () => {
    const { owner } = app.database;
    const group = await siteGroups.findOrMake(owner, "Twins", false);
    const twin = await makePerson(owner, "twin@example.org", group);
    for (const client_site_id of [1, 2]) {
      const site = { client_site_name: "Twin", client_site_id };
      await demo.makeSite(owner, group.site_group_uuid, site);
    }
    assert.deepEqual((await listed(twin)).map(({ name }) => name), [
      "Twin client’s number 1",
      "Twin client’s number 2",
    ]);
  });

  it("writes what people typed as text", async () => {
    const [plant] = await listed(app.cast.alice);
    assert.equal(plant!.name, "Plant <&> one");
  });

  it("shows a site on which every column is NULL, and why it has no forecast", async () => {
    const bare = (await listed(app.cast.alice))[1]!;
    assert.match(bare.text, /– .*– .*– .*no forecast.*capacity above zero/);
    assert.doesNotMatch(bare.text, /null|undefined|NaN/);
  });

  it("shows power now, energy so far and expected today", async () => {
    const { owner } = app.database;
    const { alice, sites: { plant } } = app.cast;
    // The plant's day began at 20:00 UTC; it is 08:07. 20 kW were measured from 04:00 to 08:00,
    // 30 kW are forecast from 08:00 to 12:00.
    await measured(owner, plant, periods("2026-06-21T04:00:00Z", 10, 24), () => 20);
    const ahead = periods("2026-06-21T08:00:00Z", 15, 16);
    await forecasted(owner, plant, "2026-06-21T06:00:00Z", ahead, () => 30);
    const [row] = await listed(alice);
    assert.match(
      row!.text,
      /49\.14 kW .*20 kW measured 80 kWh Forecasts reach to Sun 16:00 – –/,
    );
  });

  it("shows what has changed about a site whose row was shown before", async () => {
    const { owner } = app.database;
    const group = await siteGroups.findOrMake(owner, "Changing", false);
    const person = await makePerson(owner, "changing@example.org", group);
    const site = await demo.makeSite(owner, group.site_group_uuid, { client_site_name: "Same" });
    await refreshFigures(owner, NOW);
    const text = async () => (await listed(person))[0]!.text;
    assert.equal(await text(), await text());
    await owner`
      update site_figures set now_kw = 7, is_forecast_late = true,
        forecast_made_utc = ${NOW.subtract({ minutes: 30 })}::timestamp
      where site_uuid = ${site}`;
    assert.match(await text(), /7.0 kW .*forecast 30 min old/);
    app.clock.now = NOW.add({ minutes: 2 });
    assert.match(await text(), /7.0 kW .*forecast 32 min old/);
    app.clock.now = NOW;
    await owner`
      insert into app.attention (site_uuid, kind, since_utc)
      values (${site}, 'silent', ${NOW}::timestamp)`;
    assert.match(await text(), new RegExp(attentionLabel("silent")));
    await demo.makeSite(owner, group.site_group_uuid, { client_site_name: "Same" });
    assert.ok((await listed(person)).every(({ name }) => name!.startsWith("Same UUID ")));
    await owner`update sites set client_site_name = 'Other' where site_uuid = ${site}`;
    assert.deepEqual((await listed(person)).map(({ name }) => name), ["Other", "Same"]);
  });

  it("is a part for htmx and a page for everybody else, at the same address", async () => {
    const person = as(app, app.cast.alice);
    const responses = [await person.get("/sites"), await person.part("/sites", "sites-table")];
    const [whole, part] = await Promise.all(responses.map((response) => page(response)));
    assert.deepEqual([whole!.isWhole, whole!.text("h1")], [true, "Sites"]);
    assert.deepEqual(part!.top, ["section#sites-table"]);
    assert.ok(whole!.source.includes(part!.source), "the page calls its part");
    for (const response of responses) {
      assert.match(response.headers.get("vary")!, /HX-Request-Type, HX-Target/);
      assert.equal(response.headers.get("cache-control"), "no-store");
    }
  });

  it("counts the days of a site whose zone nobody knows in UTC", async () => {
    const { owner } = app.database;
    const group = await siteGroups.findOrMake(owner, "Lost", false);
    const person = await makePerson(owner, "lost@example.org", group);
    const site = await demo.makeSite(owner, group.site_group_uuid, { client_site_name: "Lost" });
    await owner`update sites set time_zone = 'Nowhere/City' where site_uuid = ${site}`;
    assert.deepEqual((await listed(person)).map(({ name }) => name), ["Lost"]);
    const facts = (await page(as(app, person).get(`/sites/${site}`))).texts("dd");
    assert.ok(facts.includes("UTC"));
  });

  it("says that a group has no sites yet, and leaves inactive ones out", async () => {
    const { owner } = app.database;
    const group = await siteGroups.findOrMake(owner, "Nothing", false);
    const person = await makePerson(owner, "nothing@example.org", group);
    const site = await demo.makeSite(owner, group.site_group_uuid, { client_site_name: "Old" });
    await owner`update sites set active = false where site_uuid = ${site}`;
    const html = await (await as(app, person).get("/sites")).text();
    assert.match(html, /No sites yet/);
    assert.equal((await as(app, person).get(`/sites/${site}`)).status, 200, "history stays");
  });

  it("is reached from the front door", async () => {
    const response = await as(app, app.cast.alice).get("/");
    assert.deepEqual([response.status, response.headers.get("location")], [303, "/sites"]);
  });
});

describe("a list of 120 sites", () => {
  let person: Person;
  beforeAll(async () => {
    const { owner } = app.database;
    const group = await siteGroups.findOrMake(owner, "Many", false);
    person = await makePerson(owner, "many@example.org", group);
    // Names in both cases: an order by character codes would put all capitals first.
    await owner`
      with made as (
        insert into sites (ml_id, client_site_name)
        select n, case n % 2 when 0 then 'farm ' else 'Farm ' end || to_char(n, 'FM000')
        from generate_series(1, 120) n returning site_uuid)
      insert into site_group_sites (site_group_uuid, site_uuid)
      select ${group.site_group_uuid}, site_uuid from made`;
  });

  it("comes in pages of 50, each site once, in one order", async () => {
    const pages = [1, 2, 3].map((page) => listed(person, `/sites?page=${page}`));
    const names = (await Promise.all(pages)).map((found) => found.map(({ name }) => name));
    assert.deepEqual(names.map(({ length }) => length), [50, 50, 20]);
    const numbers = names.flat().map((name) => Number(name!.slice(5)));
    assert.deepEqual(numbers, Array.from({ length: 120 }, (_, index) => index + 1));
  });

  it("links to the next and previous page, where there is one", async () => {
    const links = async (number: number) => {
      const shown = await page(as(app, person).get(`/sites?page=${number}`));
      return shown.all("a[rel]").map((link) => [link.attribute("rel"), link.attribute("href")]);
    };
    assert.deepEqual(await links(1), [["next", "/sites?page=2"]]);
    assert.deepEqual(await links(2), [["prev", "/sites"], ["next", "/sites?page=3"]]);
    assert.deepEqual(await links(3), [["prev", "/sites?page=2"]]);
  });

  it("takes what is no page number for the first page, and says that a far one is empty", async () => {
    for (const page of ["0", "-1", "1.5", "two", "", "999999", "1e3"]) {
      const [first] = await listed(person, `/sites?page=${page}`);
      assert.equal(first?.name, "Farm 001", page);
    }
    const far = await (await as(app, person).get("/sites?page=99999")).text();
    assert.match(far, /No sites on this page/);
  });
});
