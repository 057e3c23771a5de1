import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { type Forms, formsOf } from "../../support/forms.ts";
import { page, read } from "../../support/html.ts";
import { LoggerFeeds, steady } from "../../support/logger_feeds.ts";

const START = "2026-06-21T10:00:00Z";
let app: TestApp, feeds: LoggerFeeds, logger: string, url: string;
let shown: Forms["shown"], post: Forms["post"], refused: Forms["refused"];
beforeAll(async () => {
  app = await testApp();
  const { database, cast: { alice, sites } } = app;
  feeds = new LoggerFeeds(database.owner, sites.plant, START);
  logger = await feeds.logger("evcc", alice.site_group_uuid);
  url = `/sites/${sites.plant}/loggers/${logger}/variables`;
  ({ shown, post, refused } = formsOf(app, alice));
});
afterAll(() => app.close());

const address = async (name: string) => {
  const [row] = await app.database.owner<{ id: string }[]>`
    select variable_id::text as id from app.logger_variables
    where logger_uuid = ${logger} and name = ${name}`;
  return `${url}/${row!.id}`;
};

describe("the variables of a logger", () => {
  it("are listed, none at first", async () => {
    assert.match((await shown(url)).text(".empty"), /No variables yet/);
    await feeds.send(logger, "pvPower.value", steady(1000, 0, 5400));
    await feeds.send(logger, "homePower.value", steady(400, 0, 5400));
    await feeds.send(logger, "chargePower,loadpoint=Garage,vehicle=Leaf.value", steady(0, 0, 3600));
    await feeds.send(
      logger,
      "chargePower,loadpoint=Garage,vehicle=ID.3.value",
      steady(0, 3660, 5400),
    );
    const listed = await shown(url);
    assert.equal(listed.all("tbody tr").length, 4);
    assert.match(listed.text("a[href*=preset]"), /evcc/);
  });

  it("get what they feed by a form, which shows before what it would count", async () => {
    const form = { feeds: "generation", feed_unit: "W", from: "all", label: "Roof", unit: "W" };
    const path = await address("pvPower.value");
    assert.ok((await shown(path)).one("select[name=feeds]"));
    const response = await as(app, app.cast.alice).post(path, { ...form, preview: "on" });
    assert.equal(response.status, 200, await response.clone().text());
    const preview = read(await response.text());
    assert.match(preview.texts(".callout p")[0]!, /would be counted again/);
    assert.match(preview.text(".callout caption"), /^Generation/);
    assert.match(preview.text(".callout tfoot"), /0 1\.5$/);
    assert.equal(await post(path, form), url);
    await feeds.count(7200);
    assert.deepEqual((await feeds.generation())[0], [0, 15, 1]);
    assert.match((await shown(url)).text("tbody"), /Roof.*generation, a power in W/s);
  });

  it("are told what is wrong", async () => {
    const path = await address("homePower.value");
    const errors = await refused(path, { feeds: "consumption", feed_unit: "W", from: "all" });
    assert.match(JSON.stringify(errors), /includes the charger/);
    assert.match(
      JSON.stringify(await refused(path, { feeds: "generation", feed_unit: "W", from: "day" })),
      /Enter the day/,
    );
    assert.match(
      JSON.stringify(await refused(path, { feeds: "generation", from: "now" })),
      /W, kW/,
    );
  });

  it("get it from a preset, a charging point as one series", async () => {
    const path = `${url}/preset?preset=evcc`;
    assert.equal((await shown(path)).all("section li").length, 3);
    const response = await as(app, app.cast.alice).post(path, { from: "all", preview: "on" });
    assert.deepEqual(
      (await page(response)).texts(".callout caption").map((text) => text.split(" of ")[0]),
      ["Generation", "Consumption", "Power"],
    );
    assert.equal(await post(path, { from: "all" }), url);
    const texts = (await shown(url)).text("tbody");
    assert.match(texts, /power of the charger, a power in W, as one series with/);
    await feeds.count(7200);
    const kinds = new Set((await feeds.series()).map(([kind]) => kind));
    assert.deepEqual([...kinds], ["charger", "consumption"]);
    const api = withToken(app, app.cast.alice.token);
    const series = await (await api.get(
      `/api/v1/sites/${app.cast.sites.plant}/series?kind=consumption&start=2026-06-21T10:00:00Z&end=2026-06-21T10:30:00Z`,
    )).json();
    assert.deepEqual(series.values.map(({ power_kw }: { power_kw: number }) => power_kw), [
      0.4,
      0.4,
    ]);
  });

  it("say where a measurement that came another way stays, and the period of the site", async () => {
    const { owner } = app.database;
    await owner`delete from generation`;
    await owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      values (${app.cast.sites.plant}, '2026-06-21 10:15', '2026-06-21 10:45', 3)`;
    await feeds.send(logger, "pvPower.value", steady(2000, 0, 5400));
    await feeds.count(7200);
    assert.match((await shown(url)).text("#conflicts ~ ul"), /2 periods/);
    const form = { feeds: "generation", feed_unit: "W", from: "all", preview: "on" };
    const response = await as(app, app.cast.alice).post(await address("pvPower.value"), form);
    const preview = await page(response);
    assert.deepEqual(
      preview.texts(".callout tbody tr").slice(0, 3).map((row) => row.split(", ")[1]),
      ["10:00 2 2", "10:15 3 stays", "10:30 3 stays"],
    );
    assert.equal(await post(`${url}/period`, { period_minutes: "30" }), url);
    const chosen = (await shown(url)).one("select[name=period_minutes] option[selected]");
    assert.equal(chosen.attribute("value"), "30");
  });
});
