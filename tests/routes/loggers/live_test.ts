import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { storeFromDevice } from "../../../sql/loggers/readings.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { page, read } from "../../support/html.ts";
import { makeLogger, microseconds, type TestLogger } from "../../support/loggers.ts";

const PART = { "hx-request-type": "partial", "hx-target": "section#live" };
const START = microseconds("2026-06-21T08:00:00Z");

let app: TestApp;
let logger: TestLogger;
let path: string;
beforeAll(async () => {
  app = await testApp();
  const { database, cast: { alice, sites } } = app;
  logger = await makeLogger(database, alice, sites.plant, "Roof meter");
  path = `/sites/${sites.plant}/loggers/${logger.logger_uuid}`;
});
afterAll(() => app.close());

/** Sends values of a variable, a reading every 2 seconds from 08:00 UTC on or from another time. */
const send = (variable: string, values: number[], start = START) =>
  storeFromDevice(
    app.database.owner,
    logger.keyHash,
    values.map((value, at) => ({ variable, time: start + at * 2e6, value })),
  );
const live = (query = "", headers: Record<string, string> = {}) =>
  app.fetch(path + query, {
    headers: { cookie: `sitecast=${app.cast.alice.session}`, ...headers },
  });

describe("the live page of a logger", () => {
  it("tells a new logger's people to connect it", async () => {
    const shown = await page(live());
    assert.match(shown.text("#live .empty"), /Nothing has arrived yet/);
    assert.equal(
      shown.one("#live").attribute("hx-trigger"),
      "every 2s, visibilitychange from:document",
    );
  });

  it("shows label, value, unit, age and a line of the newest points of each variable", async () => {
    await send("pv_power", Array.from({ length: 60 }, (_, at) => 1000 + at));
    await send("grid", [-0.25]);
    await app.database.owner`
      update app.logger_variables set unit = 'W', label = null where name = 'pv_power'`;
    const shown = await page(live());
    const [first, second] = shown.all("#live tbody tr");
    assert.match(first!.text(), /^Grid −0.25 7 min/);
    assert.match(second!.text(), /^Pv Power 1059 W 5 min/);
    assert.equal(second!.one("time").attribute("data-age"), "302");
    const line = second!.one(".sparkline path").attribute("d")!;
    assert.equal(line.split("L").length, 50);
  });

  it("returns 304 until something new is stored, then the part with its new ETag", async () => {
    const first = await live("", PART);
    const etag = first.headers.get("etag")!;
    assert.equal(
      read(await first.text()).one("#live").attribute("hx-headers"),
      JSON.stringify({ "If-None-Match": etag }),
    );
    const same = await live("", { ...PART, "if-none-match": etag });
    assert.equal(same.status, 304);
    assert.equal(await same.text(), "");
    assert.equal((await live("?sort=newest", { ...PART, "if-none-match": etag })).status, 200);
    await send("grid", [7], START + 4e6);
    const next = await live("", { ...PART, "if-none-match": etag });
    assert.equal(next.status, 200);
    assert.notEqual(next.headers.get("etag"), etag);
    assert.match((await page(next)).one("#variable-2").text(), /Grid 7/);
  });

  it("is news also when an alarm opens, and when the logger falls silent", async () => {
    const { owner } = app.database;
    const seen = async (at: string) => {
      await owner`
        update app.loggers set last_seen_utc = ${at}::timestamp where logger_uuid = ${logger.logger_uuid}`;
    };
    await seen("2026-06-21T08:06:00Z");
    const etag = (await live("", PART)).headers.get("etag")!;
    const facts = async () => {
      const response = await live("", { ...PART, "if-none-match": etag });
      return response.status === 304 ? "same" : (await page(response)).text("#logger-facts");
    };
    assert.equal(await facts(), "same");
    const [alarm] = await owner<{ uuid: string }[]>`
      insert into app.alarms (logger_uuid, description) values (${logger.logger_uuid}, 'Hot')
      returning alarm_uuid as uuid`;
    assert.match(await facts(), /^live last seen 21 June 2026, 08:06 \(UTC\) 1 open alarm$/);
    await owner`
      update app.alarms set cleared_utc = raised_utc where alarm_uuid = ${alarm!.uuid}`;
    assert.equal(await facts(), "same");
    await seen("2026-06-21T07:00:00Z");
    assert.match(await facts(), /^silent for 1 h last seen/);
  });

  it("lists first what feeds the site, and says when nothing does", async () => {
    const before = await page(live());
    assert.match(before.text("#live > .muted"), /^None of these feeds the site/);
    await app.database.owner`
      update app.logger_variables set feeds = 'generation', measures = 'power', feed_unit = 'kW',
        unit = null where name = 'pv_power'`;
    const shown = await page(live());
    assert.match(shown.texts("#live tbody tr")[0]!, /^Pv Power generation 1059 kW/);
    assert.equal(shown.count("#live > .muted"), 0);
    await app.database.owner`
      update app.logger_variables set feeds = 'nothing', measures = null, feed_unit = null
      where name = 'pv_power'`;
  });

  it("interrupts the line of a variable at a gap", async () => {
    await send("gappy", [1, 2]);
    await send("gappy", [3, 4], START + 3600e6);
    app.clock.now = Temporal.Instant.from("2026-06-21T09:05:00Z");
    const shown = await page(live("?q=gap"));
    assert.equal(shown.one(".sparkline path").attribute("d")!.split("M").length - 1, 2);
  });

  it("sorts, searches, pins and pauses by its address", async () => {
    const names = async (query: string) => (await page(live(query))).texts("#live tbody th");
    assert.deepEqual(await names(""), ["Gappy", "Grid", "Pv Power"]);
    assert.deepEqual(await names("?sort=newest"), ["Gappy", "Pv Power", "Grid"]);
    assert.deepEqual(await names("?q=POW"), ["Pv Power"]);
    assert.deepEqual(await names("?q=none"), []);
    const pin = (await page(live())).all(".pin a")[2]!.attribute("href")!;
    const pinned = await page(as(app, app.cast.alice).get(pin));
    assert.equal(pinned.texts("#live tbody th")[0], "Pv Power");
    assert.equal(pinned.text(".pinned"), "Unpin");
    const paused = await page(live("?pause=yes"));
    assert.equal(paused.one("#live").attribute("hx-trigger"), null);
    assert.equal(paused.text("#pause"), "Resume");
  });

  it("shows 50 variables at once, however many there are", async () => {
    const { database, cast: { alice, sites } } = app;
    const other = await makeLogger(database, alice, sites.plant);
    const readings = Array.from(
      { length: 120 },
      (_, at) => ({ variable: `v${at}`, time: START, value: at }),
    );
    await storeFromDevice(database.owner, other.keyHash, readings);
    const shown = await page(
      as(app, alice).get(`/sites/${sites.plant}/loggers/${other.logger_uuid}`),
    );
    assert.equal(shown.all("#live tbody tr").length, 50);
    assert.equal(shown.one("#next-page").attribute("rel"), "next");
  });

  it("shows nothing from before the time that hides older values", async () => {
    await app.database.owner`
      update app.loggers set live_from_utc = '2026-06-21 08:30', revision = revision + 1
      where logger_uuid = ${logger.logger_uuid}`;
    const shown = await page(live());
    assert.deepEqual(shown.texts("#live td.figure"), ["4", "–", "–"]);
  });
});
