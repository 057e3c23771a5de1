import { describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";

describe("the form for a new site, with JavaScript", needsBrowser, () => {
  const own = ownBrowser();

  async function open(): Promise<Page> {
    const page = await pageOf(own.browser, own.server.origin, own.server.app.cast.alice);
    await page.goto("/sites/new");
    return page;
  }

  it("says in words where panels look while one types", async () => {
    const page = await open();
    const facing = page.locator("#facing");
    assert.equal(await facing.textContent(), "");
    for (const [latitude, said] of [["51,5", "facing south"], ["-33.9", "facing north"]] as const) {
      await page.getByLabel("Latitude").fill(latitude);
      assert.equal(await facing.innerText(), said);
    }
    const words = { "225": "facing south-west", "90,5": "facing east", "359": "facing north" };
    for (const [typed, said] of Object.entries(words)) {
      await page.getByLabel("Orientation").fill(typed);
      assert.equal(await facing.innerText(), said);
    }
    await page.getByLabel("Orientation").fill("south");
    assert.equal(await facing.textContent(), "");
    await page.getByLabel("Orientation").fill("");
    assert.equal(await facing.textContent(), "facing north");
  });

  it("fills in both coordinates that were pasted, and says what the place tells", async () => {
    const page = await open();
    await page.getByLabel("Paste from a map").fill("51.5° N, 0.12° W");
    await page.getByText("Europe/London", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("Latitude").inputValue(), "51.5");
    assert.equal(await page.getByLabel("Longitude").inputValue(), "-0.12");
    assert.equal(await page.locator("#facing").innerText(), "facing south");
    await page.getByLabel("Latitude").fill("-33.9");
    await page.getByLabel("Longitude").fill("151.2");
    await page.getByLabel("Longitude").press("Tab");
    await page.getByText("Australia/Sydney", { exact: true }).waitFor();
  });

  it("takes an orientation from the compass", async () => {
    const page = await open();
    const compass = page.locator(".compass");
    const { width, height } = (await compass.boundingBox())!;
    await compass.click({ position: { x: width * 0.15, y: height / 2 } });
    assert.equal(await page.getByLabel("Orientation").inputValue(), "270");
    assert.equal(await page.locator("#facing").innerText(), "facing west");
  });
});

describe("the form for a new site, without JavaScript", needsBrowser, () => {
  const own = ownBrowser();

  it("makes a site and leads to its page, which says so", async () => {
    const { alice } = own.server.app.cast;
    const options = { javaScriptEnabled: false };
    const page = await pageOf(own.browser, own.server.origin, alice, options);
    await page.goto("/sites");
    await page.getByRole("link", { name: "Add a site" }).click();
    await page.getByLabel("Name").fill("Barn");
    await page.getByLabel("Capacity", { exact: true }).fill("4,5");
    await page.getByLabel("Latitude").fill("51.5");
    await page.getByLabel("Longitude").fill("-0.12");
    await page.getByRole("button", { name: "Add the site" }).click();
    await page.waitForURL(/\/sites\/[0-9a-f-]{36}$/);
    assert.equal(await page.locator("h1").innerText(), "Barn");
    assert.match(await page.locator("#status").innerText(), /Added Barn\./);
  });
});
