import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

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

async function page(path: string): Promise<string> {
  const response = await get(path);
  assert.equal(response.status, 200);
  return await response.text();
}

/** The day's sentence as plain text. */
const summary = (html: string) =>
  html.match(/<p class="summary">(.*?)<\/p>/s)![1]!.replace(/<[^>]+>/g, "");

describe("the page of a site", () => {
  it("tells today in the site's own zone, in one sentence and a chart", async () => {
    const html = await page(path);
    assert.match(html, /<h1>Plant &lt;&amp;&gt; one<\/h1>/);
    assert.match(html, /datetime="2026-06-21"/);
    assert.match(html, /<svg/);
    const sentence = summary(html);
    assert.match(sentence, /^Now 20 kW measured\. Peak 30 kW at 12:30, likely 29 to 31; /);
    assert.match(sentence, /80 kWh so far/);
    assert.match(html, /model test 3/);
  });

  it("tells a past day from what was measured", async () => {
    const html = await page(`${path}?day=2026-06-20`);
    assert.match(html, /datetime="2026-06-20"/);
    assert.match(summary(html), /^Produced 48 kWh/);
    assert.doesNotMatch(html, /every 60s/);
  });

  it("tells a day to come from its forecast, and one without any", async () => {
    assert.match(summary(await page(`${path}?day=2026-06-22`)), /25 kW/);
    assert.match(await page(`${path}?day=2030-01-01`), /Nothing is forecast for this day yet\./);
    assert.match(await page(`${path}?day=1990-01-01`), /Nothing was measured and nothing was/);
  });

  it("leads to the days before and after, today without a day in its address", async () => {
    const links = (html: string) =>
      [...html.matchAll(/rel="(?:prev|next)" href="([^"]+)"/g)].map(([, href]) => href);
    const days = (...texts: string[]) => texts.map((text) => `${path}${text}`);
    assert.deepEqual(links(await page(path)), days("?day=2026-06-20", "?day=2026-06-22"));
    assert.deepEqual(links(await page(`${path}?day=2026-06-20`)), days("?day=2026-06-19", ""));
    assert.deepEqual(
      links(await page(`${path}?day=2024-02-29`)),
      days("?day=2024-02-28", "?day=2024-03-01"),
    );
  });

  it("leads to no day that it would refuse", async () => {
    const first = await page(`${path}?day=1900-01-01`);
    assert.match(first, /id="next-day"/);
    assert.doesNotMatch(first, /id="previous-day"/);
    const last = await page(`${path}?day=2099-12-31`);
    assert.match(last, /id="previous-day"/);
    assert.doesNotMatch(last, /id="next-day"/);
  });

  it("takes its today from the site's zone, not from ours", async () => {
    const { now } = app.clock;
    app.clock.now = Temporal.Instant.from("2026-06-21T20:00:00Z");
    try {
      assert.match(await page(path), /<time datetime="2026-06-22">/);
      assert.match(await page(`/sites/${app.cast.sites.bare}`), /<time datetime="2026-06-21">/);
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
    const html = await (await get(`${path}?day=${encodeURIComponent("<script>1</script>")}`))
      .text();
    assert.match(html, /&lt;script&gt;/);
    assert.doesNotMatch(html, /<script>1/);
  });

  it("is not there for what is no UUID or no site", async () => {
    const nobody = crypto.randomUUID();
    for (const site of ["1", "plant", "..%2f..", "%00", `${nobody}'`, nobody]) {
      const response = await get(`/sites/${site}`);
      assert.equal(response.status, 404, site);
      assert.match(await response.text(), /<h1>Not found<\/h1>/);
    }
  });

  it("is found whatever the case of its UUID", async () => {
    await page(path.toUpperCase().replace("/SITES", "/sites"));
  });

  it("shows a site on which every column is NULL, and why there is no forecast", async () => {
    const html = await page(`/sites/${app.cast.sites.bare}`);
    assert.match(html, /Without a capacity above zero there is no forecast\./);
    assert.doesNotMatch(html, /\bnull\b|undefined|NaN/);
  });

  it("is only its day for htmx, when htmx asks for the day", async () => {
    const person = as(app, app.cast.alice);
    const whole = await page(`${path}?day=2026-06-20`);
    const part = await person.part(`${path}?day=2026-06-20`, "site-day");
    const fragment = await part.text();
    assert.match(fragment, /^<section id="site-day"/);
    assert.ok(whole.includes(fragment), "the page calls its part");
    assert.match(part.headers.get("vary")!, /HX-Request-Type, HX-Target/);
    for (const other of ["unknown", "constructor", "__proto__", ""]) {
      const response = await person.part(path, other);
      assert.match(await response.text(), /^<!DOCTYPE html>/, other);
    }
  });

  it("says no to htmx with a notice, not with a page", async () => {
    const response = await as(app, app.cast.alice).part(`${path}?day=never`, "site-day");
    assert.equal(response.status, 422);
    assert.match(
      await response.text(),
      /^<p class="notice"><strong>Not valid\.<\/strong> never is no/,
    );
  });
});
