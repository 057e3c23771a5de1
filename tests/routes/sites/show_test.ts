import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { forecasted, measured, periods } from "../../support/values.ts";
import { type Html, page } from "../../support/html.ts";

let app: TestApp;
/** alice's plant: its today, 21 June, began at 20:00 UTC on the 20th. */
let path: string;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant } = app.cast.sites;
  path = `/sites/${plant}`;
  await measured(owner, plant, periods("2026-06-20T04:00:00Z", 10, 24), () => 12);
  await measured(owner, plant, periods("2026-06-21T04:00:00Z", 10, 24), () => 20);
  const ahead = periods("2026-06-21T06:00:00Z", 15, 192);
  await forecasted(owner, plant, "2026-06-21T06:00:00Z", ahead, (index) => index === 10 ? 30 : 25);
});
afterAll(() => app.close());

const get = (path: string) => as(app, app.cast.alice).get(path);

async function shown(path: string): Promise<Html> {
  const response = await get(path);
  assert.equal(response.status, 200);
  return await page(response);
}

/** The day that a page shows, and its sentence. */
const dayOf = (html: Html) => html.attribute("datetime", "#site-day h2 time");
const summary = (html: Html) => html.text("p.summary");

describe("the page of a site", () => {
  it("tells today in the site's own zone, in one sentence and a chart", async () => {
    const html = await shown(path);
    assert.equal(html.text("h1"), "Plant <&> one");
    assert.equal(dayOf(html), "2026-06-21");
    assert.ok(html.has("svg.day-chart"));
    const sentence = summary(html);
    assert.match(sentence, /^Now 20 kW measured\. Peak 30 kW at 12:30, likely 29 to 31; /);
    assert.match(sentence, /80 kWh so far/);
    assert.match(html.text(), /model test 3/);
  });

  it("has figures and a strip that plain SQL adds up", async () => {
    const { owner } = app.database;
    const { plant } = app.cast.sites;
    const [row] = await owner<{ measured: number; rest: number }[]>`
      select (select sum(generation_power_kw * extract(epoch from end_utc - start_utc) / 3600)
          from generation where site_uuid = ${plant} and start_utc >= '2026-06-20 20:00'
          and end_utc <= '2026-06-21 20:00')::float8 as measured,
        (select sum(forecast_power_kw * extract(epoch from end_utc - start_utc) / 3600)
          from latest_forecast_values where site_uuid = ${plant} and start_utc >= '2026-06-21 08:00'
          and end_utc <= '2026-06-21 20:00')::float8 as rest`;
    const html = await shown(path);
    const whole = Math.round(row!.measured + row!.rest);
    const [, today] = html.texts(".figures > div");
    assert.match(
      today!,
      new RegExp(`^Today ${whole} kWh .*${Math.round(row!.measured)} kWh so far`),
    );
    assert.ok(html.text("#strip-2026-06-21").endsWith(`${whole} kWh`));
  });

  it("tells a past day from what was measured", async () => {
    const html = await shown(`${path}?day=2026-06-20`);
    assert.equal(dayOf(html), "2026-06-20");
    assert.match(summary(html), /^Produced 48 kWh/);
    assert.equal(html.has('[hx-trigger="every 60s"]'), false);
  });

  it("tells a day to come from its forecast, and one without any", async () => {
    assert.match(summary(await shown(`${path}?day=2026-06-22`)), /25 kW/);
    const future = await shown(`${path}?day=2030-01-01`);
    assert.match(future.text(), /Nothing is forecast for this day yet\./);
    const past = await shown(`${path}?day=1990-01-01`);
    assert.match(past.text(), /Nothing was measured and nothing was/);
  });

  it("leads to the days before and after, today without a day in its address", async () => {
    const links = (html: Html) => html.attributes("href", ".day-navigation [rel]");
    const days = (...texts: string[]) => texts.map((text) => `${path}${text}`);
    assert.deepEqual(links(await shown(path)), days("?day=2026-06-20", "?day=2026-06-22"));
    assert.deepEqual(links(await shown(`${path}?day=2026-06-20`)), days("?day=2026-06-19", ""));
    assert.deepEqual(
      links(await shown(`${path}?day=2024-02-29`)),
      days("?day=2024-02-28", "?day=2024-03-01"),
    );
  });

  it("leads to no day that it would refuse", async () => {
    const first = await shown(`${path}?day=1900-01-01`);
    assert.deepEqual([first.has("#next-day"), first.has("#previous-day")], [true, false]);
    const last = await shown(`${path}?day=2099-12-31`);
    assert.deepEqual([last.has("#next-day"), last.has("#previous-day")], [false, true]);
  });

  it("takes its today from the site's zone, not from ours", async () => {
    const { now } = app.clock;
    app.clock.now = Temporal.Instant.from("2026-06-21T20:00:00Z");
    try {
      assert.equal(dayOf(await shown(path)), "2026-06-22");
      assert.equal(dayOf(await shown(`/sites/${app.cast.sites.bare}`)), "2026-06-21");
    } finally {
      app.clock.now = now;
    }
  });

  for (const day of ["2026-02-30", "2026-13-01", "21.06.2026", "2026-6-1", "today", "1899-12-31"]) {
    it(`refuses the day ${day} with a sentence`, async () => {
      for (const address of [`${path}?day=${day}`, `${path}/day.csv?day=${day}`]) {
        const response = await get(address);
        assert.equal(response.status, 422);
        assert.match(
          await response.text(),
          new RegExp(`${day} is not a valid day\\. Write it like `),
        );
      }
    });
  }

  it("writes a wrong day as text", async () => {
    const day = "<script>1</script>";
    const refused = await page(get(`${path}?day=${encodeURIComponent(day)}`));
    assert.ok(refused.text("main").includes(day));
    assert.equal(refused.has("script:not([src])"), false);
  });

  it("is not there for what is no UUID or no site", async () => {
    const nobody = crypto.randomUUID();
    for (const site of ["1", "plant", "..%2f..", "%00", `${nobody}'`, nobody]) {
      const response = await get(`/sites/${site}`);
      assert.equal(response.status, 404, site);
      assert.equal((await page(response)).text("h1"), "Not found");
    }
  });

  it("is found whatever the case of its UUID", async () => {
    await shown(path.toUpperCase().replace("/SITES", "/sites"));
  });

  it("shows a site on which every column is NULL, and why there is no forecast", async () => {
    const html = await shown(`/sites/${app.cast.sites.bare}`);
    assert.match(html.text(), /Without a capacity above zero there is no forecast\./);
    assert.doesNotMatch(html.source, /\bnull\b|undefined|NaN/);
  });

  it("is only its day for htmx, when htmx asks for the day", async () => {
    const person = as(app, app.cast.alice);
    const whole = await shown(`${path}?day=2026-06-20`);
    const response = await person.part(`${path}?day=2026-06-20`, "site-day");
    const part = await page(response);
    assert.deepEqual(part.top, ["title", "section#site-day"]);
    assert.equal(part.texts("title")[0], "Plant <&> one, 20 Jun 2026 – Sitecast");
    const section = part.source.slice(part.source.indexOf("<section"));
    assert.ok(whole.source.includes(section), "the page calls its part");
    assert.match(response.headers.get("vary")!, /HX-Request-Type, HX-Target/);
    for (const other of ["unknown", "constructor", "__proto__", ""]) {
      const response = await person.part(path, other);
      assert.ok((await page(response)).isWhole, other);
    }
  });

  it("shows today where the day is not valid, with the message at the field", async () => {
    const response = await as(app, app.cast.alice).part(`${path}?day=never`, "site-day");
    assert.equal(response.status, 422);
    const part = await page(response);
    assert.deepEqual(part.top, ["title", "section#site-day"]);
    assert.equal(part.text("#day-error"), "never is not a valid day. Write it like 2026-11-21.");
    assert.equal(part.attribute("value", "#day"), "never");
    assert.ok(part.has("#other-dates[open] #day[aria-invalid]"));
    assert.equal(dayOf(part), "2026-06-21");
    assert.equal(part.has("[hx-trigger]"), false, "no refresh takes the message away");
  });
});
