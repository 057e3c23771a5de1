import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { beforeAll, describe, it } from "@std/testing/bdd";
import type { Page } from "playwright-core";
import { workOnImports } from "../../service/imports/worker.ts";
import { findings, needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";
import { sampleBytes } from "../support/import_samples.ts";
import {
  EV_LOG,
  makeSampleSites,
  rowsToStore,
  SAMPLE_SITES,
  storedRows,
} from "../support/sample_sites.ts";

const OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
const sampleOf = (name: string) => SAMPLE_SITES.find((sample) => sample.name === name)!;
const METER = sampleOf("05-octopus-export-meter");
const BATTERY = sampleOf("04-e3dc-german");
const INVERTERS = sampleOf("07-huawei-two-inverters");

describe("importing a file in the browser", needsBrowser, () => {
  const own = ownBrowser();
  const sites = new Map<string, string>();

  beforeAll(async () => {
    const { app } = own.server;
    app.clock.now = Temporal.Instant.from("2026-11-29T12:00:00Z");
    for (const sample of [METER, BATTERY, INVERTERS]) {
      const { alice } = app.cast;
      const site = await makeSampleSites(app.database.owner, alice.site_group_uuid, sample);
      sites.set(sample.name, site);
    }
  });

  /** Lets the service do what waits, as its worker does. */
  const work = () => {
    const { app } = own.server;
    return workOnImports(app.database.owner, app.services.now, new AbortController().signal);
  };

  const open = (options = {}) =>
    pageOf(own.browser, own.server.origin, own.server.app.cast.alice, options);

  /** Chooses "Import" at a site, and sends a sample there. */
  async function send(page: Page, name: string, site: string) {
    await page.goto(`/sites/${site}`);
    await page.click("summary:has-text('Site')");
    await page.click("text=Import measurements");
    assert.equal(await page.inputValue("#site_uuid"), site);
    await page.setInputFiles("#file", {
      name: `${name}.csv`,
      mimeType: "text/csv",
      buffer: Buffer.from(sampleBytes(name)),
    });
    await page.click("button:has-text('Send')");
  }

  it("goes from a question over the preview to the result, and back by undo", async () => {
    const page = await open();
    const expected = rowsToStore(METER.name).size;
    await send(page, METER.name, sites.get(METER.name)!);
    await page.check("input[name=measures][value=export]");
    await page.click("button:has-text('Continue')");
    await page.waitForSelector("#import-file >> text=Being read");
    await work();
    const store = page.locator(`button:has-text('Store ${expected} measurements')`);
    await store.waitFor();
    assert.equal(await page.locator(".day-picture").count(), 1);
    assert.deepEqual(await findings(page), []);
    await page.reload();
    await page.fill("#reading_name", "Our meter");
    await store.click();
    await page.waitForSelector("#import-file >> text=Being stored");
    await work();
    await page.waitForSelector(`text=${expected} measurements stored`);
    assert.equal((await storedRows(own.server.app.database.owner, METER)).size, expected);
    await page.reload();
    await page.waitForSelector(`text=${expected} measurements stored`);
    await page.click("text=Undo this import");
    await page.click("button:has-text('Undo it')");
    await page.waitForSelector("#import-file >> text=Undone");
    assert.equal((await storedRows(own.server.app.database.owner, METER)).size, 0);
    await page.context().close();
  });

  it("asks nothing about a file whose reading is remembered", async () => {
    const page = await open();
    await send(page, METER.name, sites.get(METER.name)!);
    await page.waitForSelector("#import-file >> text=Being read");
    await work();
    await page.waitForSelector("button:has-text('Store')");
    await page.click("button:has-text('Discard')");
    await page.waitForSelector("#status >> text=discarded");
    await page.context().close();
  });

  it("works without a script, on a narrow screen, in dark colours", async () => {
    const narrow = { width: 320, height: 700 };
    const page = await open({ javaScriptEnabled: false, viewport: narrow, colorScheme: "dark" });
    for (const { name } of [BATTERY, INVERTERS]) {
      await send(page, name, sites.get(name)!);
      await work();
      await page.click("text=Look how far it is");
      assert.equal(await page.evaluate(OVERFLOW), 0);
      await page.click(`button:has-text('Store ${rowsToStore(name).size} measurements')`);
      await work();
      await page.click("text=Look how far it is");
      await page.waitForSelector(`text=${rowsToStore(name).size} measurements stored`);
    }
    await page.context().close();
  });

  it("reads a file anew when its reading is changed in the preview", async () => {
    const page = await open();
    await send(page, BATTERY.name, sites.get(BATTERY.name)!);
    await page.waitForSelector("text=Being read");
    await work();
    await page.waitForSelector("text=There is nothing to store");
    await page.click("summary:has-text('Change how it is read')");
    await page.selectOption("#label", "end");
    await page.click("button:has-text('Read it again')");
    await work();
    await page.waitForSelector("text=are the end of periods of 15 min");
    await page.context().close();
  });

  it("refuses a log of car charging by name", async () => {
    const page = await open();
    await send(page, EV_LOG, sites.get(METER.name)!);
    await page.waitForSelector("#import-file >> text=Not measurements of a site");
    assert.deepEqual(await findings(page), []);
    await page.context().close();
  });
});
