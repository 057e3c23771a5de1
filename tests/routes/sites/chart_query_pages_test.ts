import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { as } from "../../support/app.ts";
import { chartWorld, TARGETS } from "../../support/chart_world.ts";
import { measured, periods } from "../../support/values.ts";
import { type Html, page } from "../../support/html.ts";

const { app, models, siteIn, path, run, get, shown, powers } = await chartWorld();

describe("the forecast on the chart", () => {
  const asked = [
    ["", 40, 40, undefined],
    ["forecast=newest&made=&ahead=6", 40, 40, undefined],
    [
      "forecast=as-made-at&made=2026-06-21T04:05",
      30,
      30,
      "as it was made by 04:05 on 21 June 2026",
    ],
    [
      "forecast=as-made-at&made=2026-06-21T04:04",
      20,
      20,
      "as it was made by 04:04 on 21 June 2026",
    ],
    ["forecast=ahead&ahead=6", 30, 30, "made at least 6 hours ahead"],
    ["forecast=ahead&ahead=6.25", 20, 30, "made at least 6.25 hours ahead"],
    ["forecast=ahead&ahead=1", 30, 30, "made at least 1 hour ahead"],
    ["forecast=ahead&ahead=0", 40, 40, "made at least 0 hours ahead"],
    ["forecast=ahead&ahead=25", 10, 10, "made at least 25 hours ahead"],
    ["forecast=day-ahead", 10, 10, "made by 9:00 local time the day before"],
  ] as const;
  for (const [query, first, second, words] of asked) {
    it(`is of ${first} and ${second} kW for “${query}”, on the page and in the CSV`, async () => {
      assert.deepEqual(await powers(query), [`${first}`, `${second}`]);
      const both = await powers(`${query}&baseline=yes`);
      assert.deepEqual(both, [`${first} ${first + 1}`, `${second} ${second + 1}`]);
      const html = await shown(`${path}?${query}&baseline=yes`);
      assert.deepEqual(
        html.rows("tr[data-x]").map(([, , forecast, , , baseline]) => [forecast, baseline]),
        [first, second].map((kw) => [kw.toFixed(1), (kw + 1).toFixed(1)]),
      );
      const text = html.text();
      assert.equal(text.includes("This is the forecast"), words !== undefined);
      if (words) assert.ok(text.includes(`This is the forecast ${words}.`), text);
      if (words) assert.ok(text.includes(`The forecast ${words}; the last at`), text);
      else {assert.match(
          text,
          /For each time the newest forecast made before it; the last at 09:30/,
        );}
    });
  }

  it("is drawn apart from the newest when it is another, and has the baseline only if asked", async () => {
    const newest = await shown(path);
    assert.deepEqual(newest.attributes("class", "figure"), ["chart"]);
    assert.equal(newest.has("path.baseline, .key.baseline"), false);
    assert.ok(!newest.texts("th, dt").includes("Baseline"));
    const earlier = await shown(`${path}?forecast=day-ahead&baseline=yes`);
    assert.deepEqual(earlier.attributes("class", "figure"), ["chart earlier"]);
    assert.ok(earlier.has('path.baseline[d^="M"]'));
    assert.equal(earlier.text(".key.baseline dt"), "Baseline");
    assert.match(earlier.text(), /The thin dashed line is the baseline/);
  });

  it("stays chosen on the way to other days, to the CSV, and while today refreshes", async () => {
    const query = "forecast=ahead&ahead=6&baseline=yes";
    const html = await shown(`${path}?${query}`);
    for (
      const link of [
        `a[rel=prev][href="${path}?day=2026-06-20&${query}"]`,
        `a[rel=next][href="${path}?day=2026-06-22&${query}"]`,
        `a[href="${path}/day.csv?day=2026-06-21&${query}"]`,
        `[hx-get="${path}?${query}"][hx-trigger="every 60s"]`,
      ]
    ) assert.ok(html.has(link), link);
    const made = "forecast=as-made-at&made=2026-06-20T06%3A00";
    const past = await shown(`${path}?day=2026-06-20&${made}`);
    assert.equal(past.attribute("href", "a#today"), `${path}?${made}`);
    assert.ok(past.has("input[type=hidden][name=day]"));
    assert.ok(past.has("input[type=datetime-local][name=made]"));
    assert.deepEqual(["day", "forecast", "made"].map((name) => past.field(name)), [
      "2026-06-20",
      "as-made-at",
      "2026-06-20T06:00",
    ]);
  });

  it("gives its CSV a name that tells what was asked for", async () => {
    const names = {
      "": "",
      "forecast=ahead&ahead=6&baseline=yes": "-ahead-6",
      "forecast=ahead&ahead=0.25": "-ahead-0.25",
      "forecast=day-ahead": "-day-ahead",
      "forecast=as-made-at&made=2026-06-20T06:00": "-as-made-at",
    };
    for (const [query, end] of Object.entries(names)) {
      const response = await get(`${path}/day.csv?day=2026-06-20&${query}`);
      assert.equal(
        response.headers.get("content-disposition"),
        `attachment; filename="plant-one-2026-06-20${end}.csv"`,
      );
    }
  });

  it("is only the day for htmx, as the page has it", async () => {
    const address = `${path}?forecast=ahead&ahead=6`;
    const part = await page(as(app, app.cast.alice).part(address, "site-day"));
    assert.deepEqual(part.top, ["title", "section#site-day"]);
    const section = part.source.slice(part.source.indexOf("<section"));
    assert.ok((await shown(address)).source.includes(section));
  });

  it("is not there for strangers, whatever they ask for", async () => {
    for (const query of ["forecast=ahead&ahead=6", "forecast=day-ahead&baseline=yes", "ahead=x"]) {
      const charlie = as(app, app.cast.charlie);
      assert.equal((await charlie.get(`${path}?${query}`)).status, 404);
      assert.equal((await charlie.part(`${path}?${query}`, "site-day")).status, 404);
      assert.equal((await charlie.get(`${path}/day.csv?${query}`)).status, 404);
    }
  });
});

describe("the baseline over the chart", () => {
  it("is not drawn twice where the forecast is the baseline, and the page says so", async () => {
    const { bare } = app.cast.sites;
    for (const query of ["baseline=yes", "forecast=ahead&ahead=6&baseline=yes"]) {
      const html = await shown(`/sites/${bare}?day=2026-06-21&${query}`);
      assert.match(html.text(), /The forecast shown is the baseline\./);
      assert.equal(html.has("path.baseline, .key.baseline"), false);
    }
    assert.deepEqual(await powers("baseline=yes", bare), ["41 41", "41 41"]);
  });

  it("is said to be missing where there is none", async () => {
    const site = await siteIn("UTC");
    await run(site, "test", ["2026-06-21T00:00:00Z", "2026-06-21T00:00:00Z"], TARGETS, 5);
    assert.match(
      (await shown(`/sites/${site}?day=2026-06-21&baseline=yes`)).text(),
      /The baseline has no such forecast for this day\./,
    );
    assert.deepEqual(await powers("baseline=yes", site), ["5 ", "5 "]);
  });

  it("fills the forecast where the site's model has none, and is drawn once", async () => {
    const site = await siteIn("UTC");
    const { owner } = app.database;
    await owner`update sites set ml_model_uuid = ${models.test} where site_uuid = ${site}`;
    await run(site, "baseline", ["2026-06-21T00:00:00Z", "2026-06-21T00:00:00Z"], TARGETS, 5);
    assert.deepEqual(await powers("baseline=yes", site), ["5 5", "5 5"]);
    const html = await shown(`/sites/${site}?day=2026-06-21&baseline=yes`);
    assert.ok(!html.has('path.baseline[d^="M"]'));
  });
});

describe("a forecast that is not there", () => {
  const query = "forecast=as-made-at&made=2026-06-19T00:00&baseline=yes";
  const back = (html: Html) =>
    html.all("a").find((link) => link.text() === "Show the newest forecast")?.attribute("href");

  it("is explained, with the way back to the newest of the day", async () => {
    const html = await shown(`${path}?day=2026-06-21&${query}`);
    assert.match(
      html.text(),
      /No forecast for this day had been stored by 00:00 on 19 June 2026\. Forecasts stored later/,
    );
    assert.equal(back(html), `${path}?baseline=yes`);
    const far = await shown(`${path}?day=2026-06-20&forecast=ahead&ahead=48`);
    assert.match(
      far.text(),
      /made at least 48 hours ahead, by the horizons that are stored with the values\./,
    );
    assert.equal(back(far), `${path}?day=2026-06-20`);
    const ahead = await shown(`${path}?day=2026-06-20&forecast=day-ahead`);
    assert.match(
      ahead.text(),
      /No forecast for this day had been stored by 9:00 local time the day before\./,
    );
  });

  it("leaves what was measured on the chart, and nobody says that nothing was forecast", async () => {
    const site = await siteIn("UTC");
    await measured(app.database.owner, site, periods("2026-06-20T10:00:00Z", 15, 4), () => 3);
    const html = await shown(`/sites/${site}?day=2026-06-20&forecast=day-ahead`);
    assert.match(html.text(), /Produced 3\.0 kWh.*; there is no such forecast\./);
    assert.ok(html.has("svg.day-chart"));
    assert.equal(back(html), `/sites/${site}?day=2026-06-20`);
    assert.match(html.text(), /No forecast for this day had been stored by 9:00 local time/);
  });
});
