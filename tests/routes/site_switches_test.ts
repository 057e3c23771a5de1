import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { BASELINE_MODEL } from "../../domain/baseline_forecast.ts";
import * as demo from "../../sql/demo.ts";
import * as forecasts from "../../sql/forecasts.ts";
import { as, type TestApp, testApp } from "../support/app.ts";
import { insertForecast } from "../support/rows.ts";
import { measured, periods } from "../support/values.ts";

/** Target times: 10:00 and 10:15 at the plant, whose clock is 4 hours ahead of UTC. */
const TARGETS = ["2026-06-21T06:00:00Z", "2026-06-21T06:15:00Z"];

let app: TestApp;
let path: string;
let models: { test: string; baseline: string };
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant, bare } = app.cast.sites;
  path = `/sites/${plant}`;
  const model = (name: string) => forecasts.findOrMakeModel(owner, { name, version: "1" });
  models = { test: await model("test"), baseline: await model(BASELINE_MODEL.name) };
  await owner`update sites set ml_model_uuid = ${models.test} where site_uuid = ${plant}`;
  const runs = [
    ["2026-06-20T04:00:00Z", "2026-06-20T04:05:00Z", 10],
    ["2026-06-20T06:00:00Z", "2026-06-20T06:05:00Z", 20],
    ["2026-06-21T00:00:00Z", "2026-06-21T00:05:00Z", 30],
    ["2026-06-21T05:30:00Z", "2026-06-21T05:35:00Z", 40],
  ] as const;
  for (const [made, stored, power] of runs) {
    await run(plant, "test", [made, stored], TARGETS, power);
    await run(plant, "baseline", [made, stored], TARGETS, power + 1);
    await run(bare, "baseline", [made, stored], TARGETS, power + 1);
  }
});
afterAll(() => app.close());

/** A run that was stored at that time, with values of one power. */
async function run(
  site_uuid: string,
  model: keyof typeof models,
  [timestamp_utc, created_utc]: readonly [made: string, stored: string],
  starts: string[],
  forecast_power_kw: number,
) {
  const { owner } = app.database;
  const minutes = (start_utc: string) =>
    Temporal.Instant.from(timestamp_utc).until(start_utc).total("minutes");
  const values = starts.map((start_utc) => ({
    start_utc,
    forecast_power_kw,
    horizon_minutes: minutes(start_utc),
    ml_model_uuid: models[model],
  }));
  const forecast = await insertForecast(owner, { site_uuid, timestamp_utc, created_utc }, values);
  await owner`update forecast_values set created_utc = ${created_utc}
    where forecast_uuid = ${forecast}`;
}

const get = (address: string) => as(app, app.cast.alice).get(address);

async function page(address: string, status = 200): Promise<string> {
  const response = await get(address);
  assert.equal(response.status, status);
  return await response.text();
}

/** Forecasts (and the baseline's, where the CSV has them) of the CSV's lines. */
async function powers(query: string, site = app.cast.sites.plant): Promise<string[]> {
  const response = await get(`/sites/${site}/day.csv?day=2026-06-21&${query}`);
  assert.equal(response.status, 200);
  const [head, ...lines] = (await response.text()).trimEnd().split("\n");
  assert.equal(head!.endsWith(",baseline_power_kw"), query.includes("baseline=yes"));
  return lines.map((line) => {
    const [, , , , forecast, , , ...baseline] = line.split(",");
    return [forecast, ...baseline].join(" ");
  });
}

/** A page's text as one reads it, without the values of the chart. */
const textOf = (html: string) => html.replace(/<[^>]+>/g, "").replace(/\s+/g, " ");

/** The texts in the table's cells. */
const cells = (html: string) =>
  [...html.matchAll(/<tr data-x="[^"]*">(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<td>(.*?)<\/td>/g)].map(([, text]) => text)
  );

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
      const html = await page(`${path}?${query}&baseline=yes`);
      assert.deepEqual(
        cells(html).map(([, forecast, , , baseline]) => [forecast, baseline]),
        [first, second].map((kw) => [kw.toFixed(1), (kw + 1).toFixed(1)]),
      );
      const text = textOf(html);
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
    const newest = await page(path);
    assert.match(newest, /<figure class="chart">/);
    assert.doesNotMatch(newest, /class="baseline"|key baseline|>Baseline</);
    const earlier = await page(`${path}?forecast=day-ahead&baseline=yes`);
    assert.match(earlier, /<figure class="chart earlier">/);
    assert.match(earlier, /<path class="baseline" d="M/);
    assert.match(earlier, /<div class="key baseline"><dt>Baseline<\/dt>/);
    assert.match(textOf(earlier), /The thin dashed line is the baseline/);
  });

  it("stays chosen on the way to other days, to the CSV, and while today refreshes", async () => {
    const query = "forecast=ahead&ahead=6&baseline=yes";
    const html = (await page(`${path}?${query}`)).replaceAll("&amp;", "&");
    for (
      const link of [
        `rel="prev" href="${path}?day=2026-06-20&${query}"`,
        `rel="next" href="${path}?day=2026-06-22&${query}"`,
        `href="${path}/day.csv?day=2026-06-21&${query}"`,
        `hx-get="${path}?${query}" hx-trigger="every 60s"`,
      ]
    ) assert.ok(html.includes(link), link);
    const made = "forecast=as-made-at&made=2026-06-20T06%3A00";
    const past = (await page(`${path}?day=2026-06-20&${made}`)).replaceAll("&amp;", "&");
    assert.ok(past.includes(`id="today" class="button" href="${path}?${made}"`));
    assert.match(past, /<input type="hidden" name="day" value="2026-06-20"/);
    assert.match(past, /<option value="as-made-at" selected/);
    assert.match(past, /name="made"[^>]*type="datetime-local" value="2026-06-20T06:00"/);
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
        `attachment; filename="${app.cast.sites.plant}-2026-06-20${end}.csv"`,
      );
    }
  });

  it("is only the day for htmx, as the page has it", async () => {
    const address = `${path}?forecast=ahead&ahead=6`;
    const part = await (await as(app, app.cast.alice).part(address, "site-day")).text();
    assert.match(part, /^<section id="site-day"/);
    assert.ok((await page(address)).includes(part));
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
      const html = await page(`/sites/${bare}?day=2026-06-21&${query}`);
      assert.match(html, /The forecast shown is the baseline\./);
      assert.doesNotMatch(html, /class="baseline"|key baseline/);
    }
    assert.deepEqual(await powers("baseline=yes", bare), ["41 41", "41 41"]);
  });

  it("is said to be missing where there is none", async () => {
    const site = await siteIn("UTC");
    await run(site, "test", ["2026-06-21T00:00:00Z", "2026-06-21T00:00:00Z"], TARGETS, 5);
    assert.match(
      await page(`/sites/${site}?day=2026-06-21&baseline=yes`),
      /There is no such forecast of the baseline for this day\./,
    );
    assert.deepEqual(await powers("baseline=yes", site), ["5 ", "5 "]);
  });

  it("has lines of its own where there is no other forecast", async () => {
    const site = await siteIn("UTC");
    const { owner } = app.database;
    await owner`update sites set ml_model_uuid = ${models.test} where site_uuid = ${site}`;
    await run(site, "baseline", ["2026-06-21T00:00:00Z", "2026-06-21T00:00:00Z"], TARGETS, 5);
    assert.deepEqual(await powers("baseline=yes", site), [" 5", " 5"]);
    const html = await page(`/sites/${site}?day=2026-06-21&baseline=yes`);
    assert.match(html, /<path class="baseline" d="M/);
  });
});

describe("a forecast that is not there", () => {
  const query = "forecast=as-made-at&made=2026-06-19T00:00&baseline=yes";
  const back = (html: string) =>
    html.match(/<a href="([^"]*)">Show the newest forecast<\/a>/)?.[1]?.replaceAll("&amp;", "&");

  it("is explained, with the way back to the newest of the day", async () => {
    const html = await page(`${path}?day=2026-06-21&${query}`);
    assert.match(
      textOf(html),
      /No forecast for this day had been stored by 00:00 on 19 June 2026\. One that was stored later/,
    );
    assert.equal(back(html), `${path}?baseline=yes`);
    const far = await page(`${path}?day=2026-06-20&forecast=ahead&ahead=48`);
    assert.match(
      far,
      /made at least 48 hours ahead, by the horizons that modellers stored with their values\./,
    );
    assert.equal(back(far), `${path}?day=2026-06-20`);
    const ahead = await page(`${path}?day=2026-06-20&forecast=day-ahead`);
    assert.match(
      ahead,
      /No forecast for this day had been stored by 9:00 local time the day before\./,
    );
  });

  it("leaves what was measured on the chart, and nobody says that nothing was forecast", async () => {
    const site = await siteIn("UTC");
    await measured(app.database.owner, site, periods("2026-06-20T10:00:00Z", 15, 4), () => 3);
    const html = await page(`/sites/${site}?day=2026-06-20&forecast=day-ahead`);
    assert.match(textOf(html), /Produced 3\.0 kWh.*; there is no such forecast\./);
    assert.match(html, /<svg class="day-chart"/);
    assert.equal(back(html), `/sites/${site}?day=2026-06-20`);
    assert.match(html, /No forecast for this day had been stored by 9:00 local time/);
  });
});

describe("switches that say what cannot be", () => {
  const wrong = [
    ["forecast=ahead&ahead=soon", "ahead", "soon", "Enter hours from 0 to 48"],
    ["forecast=ahead&ahead=49&baseline=yes", "ahead", "49", "Enter hours from 0 to 48"],
    ["forecast=ahead&ahead=", "ahead", "", "Enter hours from 0 to 48"],
    ["forecast=as-made-at&made=%00", "made", "\0", "Enter a day and a time"],
    ["forecast=as-made-at", "made", "", "Enter a day and a time"],
    ["forecast=as-made-at&made=<b>", "made", "&lt;b&gt;", "Enter a day and a time"],
  ] as const;
  for (const [query, field, typed, message] of wrong) {
    it(`are shown again with the error beside them: ${JSON.stringify(query)}`, async () => {
      const html = await page(`${path}?${query}`, 422);
      assert.ok(html.includes(`<p class="error" id="${field}-error">${message}`), html);
      const input = html.match(new RegExp(`<input id="${field}"[^>]*>`))![0];
      assert.match(input, /aria-invalid="true"/);
      if (typed) assert.ok(input.includes(`value="${typed}"`), input);
      assert.equal(html.includes('value="yes" checked'), query.includes("baseline=yes"));
      assert.doesNotMatch(html, /every 60s/);
      assert.match(textOf(html), /The newest forecast is shown until the choice above can/);
      const part = await as(app, app.cast.alice).part(`${path}?${query}`, "site-day");
      assert.equal(part.status, 422);
      assert.match(await part.text(), new RegExp(`^<section id="site-day".*${message}`, "s"));
      const csv = await get(`${path}/day.csv?${query}`);
      assert.equal(csv.status, 422);
      assert.equal(csv.headers.get("content-disposition"), null);
      assert.ok((await csv.text()).includes(message));
    });
  }

  it("are named even where the form could not have sent them", async () => {
    const html = await page(`${path}?forecast=best&baseline=maybe`, 422);
    assert.match(html, /id="forecast-error">Choose one of the forecasts in the list\./);
    assert.match(html, /id="baseline-error">Write yes, or leave the baseline out\./);
  });
});

/** One more site of alice's, with a zone of its own. */
function siteIn(time_zone: string): Promise<string> {
  const { site_group_uuid } = app.cast.alice;
  return demo.makeSite(app.database.owner, site_group_uuid, { capacity_kw: 10, time_zone });
}

/** Forecasts of the CSV of a site's day. */
async function dayOf(site: string, query: string): Promise<string[]> {
  const response = await get(`/sites/${site}/day.csv?${query}`);
  const [, ...lines] = (await response.text()).trimEnd().split("\n");
  return lines.map((line) => line.split(",")[4]!);
}

describe("a day ahead, in the site's own zone", () => {
  const days = [
    ["Europe/London", "2026-03-29", "2026-03-28T09:00:00Z", "00:00:00Z/22:45:00Z"],
    ["Europe/London", "2026-10-25", "2026-10-24T08:00:00Z", "-23:00:00Z/23:45:00Z"],
    ["Europe/London", "2026-10-26", "2026-10-25T09:00:00Z", "00:00:00Z/23:45:00Z"],
    ["Asia/Kolkata", "2026-06-21", "2026-06-20T03:30:00Z", "-18:30:00Z/18:15:00Z"],
  ] as const;
  for (const [zone, day, deadline, edges] of days) {
    it(`is what was made by 9:00 before ${day} in ${zone}, from the day's first period to its last`, async () => {
      const site = await siteIn(zone);
      const before = Temporal.PlainDate.from(day).subtract({ days: 1 });
      const starts = edges.split("/").map((edge) =>
        edge.startsWith("-") ? `${before}T${edge.slice(1)}` : `${day}T${edge}`
      );
      const second = Temporal.Instant.from(deadline).add({ seconds: 1 }).toString();
      const made = Temporal.Instant.from(deadline).subtract({ minutes: 5 }).toString();
      await run(site, "test", [made, deadline], starts, 1);
      await run(site, "test", [deadline, second], starts, 2);
      assert.deepEqual(await dayOf(site, `day=${day}`), ["2", "2"]);
      assert.deepEqual(await dayOf(site, `day=${day}&forecast=day-ahead`), ["1", "1"]);
    });
  }
});

describe("a time at which clocks change", () => {
  const changes = [
    ["2026-10-25T01:30", "2026-10-25T00:30:00Z", /showed it twice; the first was taken, UTC\+1\)/],
    ["2026-03-29T01:30", "2026-03-29T01:30:00Z", /skipped 01:30; 02:30 was taken\)/],
  ] as const;
  for (const [made, instant, words] of changes) {
    it(`is told what ${made} was taken for`, async () => {
      const site = await siteIn("Europe/London");
      const day = made.slice(0, 10);
      const late = Temporal.Instant.from(instant).add({ seconds: 1 }).toString();
      const starts = [`${day}T12:00:00Z`];
      await run(site, "test", [`${day}T00:00:00Z`, instant], starts, 1);
      await run(site, "test", [`${day}T00:01:00Z`, late], starts, 2);
      const query = `day=${day}&forecast=as-made-at&made=${made}`;
      assert.deepEqual(await dayOf(site, query), ["1"]);
      assert.match(textOf(await page(`/sites/${site}?${query}`)), words);
    });
  }
});
