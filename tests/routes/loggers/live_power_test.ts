import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { storeFromDevice } from "../../../sql/loggers/readings.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { formsOf } from "../../support/forms.ts";
import { page } from "../../support/html.ts";
import { LoggerFeeds } from "../../support/logger_feeds.ts";
import { makeLogger, microseconds, type TestLogger } from "../../support/loggers.ts";

let app: TestApp, logger: TestLogger, site: string;
beforeAll(async () => {
  app = await testApp();
  const { database, cast: { alice, sites } } = app;
  site = sites.plant;
  logger = await makeLogger(database, alice, site, "Roof meter");
});
afterAll(() => app.close());

const send = (variable: string, value: number, at: string) =>
  storeFromDevice(app.database.owner, logger.keyHash, [{
    variable,
    value,
    time: microseconds(at),
  }]);

describe("the power of loggers on the page of their site", () => {
  it("is absent before a variable feeds generation", async () => {
    await send("east", 1500, "2026-06-21T08:06:50Z");
    const { shown } = formsOf(app, app.cast.alice);
    assert.equal((await shown(`/sites/${site}`)).count("#live-power"), 0);
  });

  it("adds up what is fresh, and says how much of it that is", async () => {
    const feeds = new LoggerFeeds(app.database.owner, site, "2026-06-21T08:00:00Z");
    for (const name of ["east", "west"]) await feeds.feed(logger.logger_uuid, name, {});
    const { shown } = formsOf(app, app.cast.alice);
    const of = async () => (await shown(`/sites/${site}`)).text("#live-power .summary");
    assert.equal(await of(), "1.5 kW from 1 of 2 variables, measured 10 s ago. Loggers");
    await send("west", 500, "2026-06-21T08:06:58Z");
    assert.equal(await of(), "2.0 kW, measured 10 s ago. Loggers");
  });

  it("refreshes itself as a part, comes before charging, and names open alarms", async () => {
    await app.database.owner`
      insert into app.alarms (logger_uuid, description) values (${logger.logger_uuid}, 'Too hot')`;
    const { alice } = app.cast;
    const shown = await page(as(app, alice).get(`/sites/${site}`));
    assert.equal(shown.one("#live-power").attribute("hx-trigger"), "every 60s");
    assert.match(shown.text("#live-power li"), /^Roof meter: Too hot$/);
    assert.deepEqual(
      shown.texts("article.site h2").filter((title) => /Live|charge/.test(title)),
      ["Live from loggers", "When to charge"],
    );
    const part = await page(as(app, alice).part(`/sites/${site}`, "live-power"));
    assert.equal(part.count("#live-power"), 1);
    assert.equal(part.count("#site-day"), 0);
  });

  it("is not that of a stranger's", async () => {
    assert.equal((await as(app, app.cast.charlie).get(`/sites/${site}`)).status, 404);
  });
});
