import { describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";

/** The day that a site's page shows, and where its address says we are. */
async function shown(page: Page) {
  return {
    heading: await page.locator("#site-day h2").innerText(),
    path: new URL(page.url()).search,
  };
}

for (const javaScriptEnabled of [true, false]) {
  describe(`a member ${javaScriptEnabled ? "with" : "without"} JavaScript`, needsBrowser, () => {
    const own = ownBrowser();
    const open = () => pageOf(own.browser, own.server.origin, undefined, { javaScriptEnabled });

    it("signs in at the page asked for, sees the forecast after a reload, and signs out", async () => {
      const { alice, sites } = own.server.app.cast;
      const page = await open();
      await page.goto(`/sites/${sites.plant}`);
      await page.getByLabel("E-mail").fill(alice.email);
      await page.getByLabel("Password").fill(alice.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`**/sites/${sites.plant}`);
      await page.reload();
      assert.equal(await page.locator("h1").innerText(), "Plant <&> one");
      assert.match(await page.locator("#site-day").innerText(), /kWh so far; .*kWh expected/s);
      assert.ok(await page.getByRole("img").first().isVisible());
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.waitForURL("**/sign-in");
      await page.goBack();
      await page.waitForURL("**/sign-in?next=*");
      assert.equal(await page.locator("h1").innerText(), "Sign in", "Back shows no private page");
    });

    it("is told beside the form what was wrong, and keeps what was typed", async () => {
      const { alice } = own.server.app.cast;
      const page = await open();
      await page.goto("/sign-in");
      await page.getByLabel("E-mail").fill(alice.email);
      await page.getByLabel("Password").fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      assert.ok(await page.getByText("E-mail or password is wrong.").isVisible());
      assert.equal(await page.getByLabel("E-mail").inputValue(), alice.email);
    });

    it("goes a day back and forth, and the address always shows the same day again", async () => {
      const { alice, sites } = own.server.app.cast;
      const page = await pageOf(own.browser, own.server.origin, alice, { javaScriptEnabled });
      await page.goto(`/sites/${sites.plant}`);
      const today = await shown(page);
      await page.locator("#site-day a[rel=prev]").click();
      await page.waitForURL("**?day=2026-06-20");
      await page.getByRole("heading", { name: "20 June 2026" }).waitFor();
      const yesterday = await shown(page);
      await page.reload();
      assert.deepEqual(await shown(page), yesterday);
      await page.goBack();
      await page.getByRole("heading", { name: "21 June 2026" }).waitFor();
      assert.deepEqual(await shown(page), today);
    });

    it("reads every value in the table and downloads it", async () => {
      const { alice, sites } = own.server.app.cast;
      const page = await pageOf(own.browser, own.server.origin, alice, { javaScriptEnabled });
      await page.goto(`/sites/${sites.plant}`);
      await page.locator("#values > summary").click();
      assert.equal(await page.locator("#site-day tbody tr").count(), 96);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "CSV" }).click(),
      ]);
      const csv = await Deno.readTextFile(await download.path());
      assert.equal(csv.trimEnd().split("\n").length, 97);
    });
  });
}

describe("the chart's values by keyboard", needsBrowser, () => {
  const own = ownBrowser();

  it("are written beside the chart as the slider moves", async () => {
    const { alice, sites } = own.server.app.cast;
    const page = await pageOf(own.browser, own.server.origin, alice);
    await page.goto(`/sites/${sites.plant}`);
    const slider = page.getByRole("slider");
    await slider.focus();
    await page.keyboard.press("Home");
    assert.match(await page.locator("#site-day").innerText(), /00:00–00:15/);
    await page.keyboard.press("ArrowRight");
    assert.match(await page.locator("#site-day").innerText(), /00:15–00:30/);
  });

  it("move by time and say where nothing is known, with rows of other lengths around", async () => {
    const { owner, app: { cast } } = { owner: own.server.app.database.owner, ...own.server };
    const { sites: { plant }, bob } = cast;
    await owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw) values
        (${plant}, '2026-01-10 04:00', '2026-01-10 06:00', 7),
        (${plant}, '2026-01-10 07:00', '2026-01-10 07:30', 9)`;
    const page = await pageOf(own.browser, own.server.origin, bob);
    await page.goto(`/sites/${plant}?day=2026-01-10`);
    const [slider, reading] = [page.getByRole("slider"), page.locator(".reading")];
    await slider.focus();
    await page.keyboard.press("Home");
    const at = async (minute: number) => {
      await slider.fill(String(minute));
      return (await reading.innerText()).replace(/\s+/g, " ");
    };
    assert.match(await at(8 * 60), /08:00–10:00 .*7\.0/);
    assert.match(await at(9 * 60 + 30), /08:00–10:00 .*7\.0/);
    assert.match(await at(10 * 60 + 30), /10:30 Actual – kW/);
    assert.match(await at(11 * 60), /11:00–11:30 .*9\.0/);
    assert.equal(await slider.getAttribute("aria-valuetext"), "11:00–11:30");
  });

  it("a session that has ended is told in place, with a way to sign in", async () => {
    const { bob, sites } = own.server.app.cast;
    const page = await pageOf(own.browser, own.server.origin, bob);
    await page.goto(`/sites/${sites.plant}`);
    await page.context().clearCookies();
    await page.locator("#site-day a[rel=prev]").click();
    await page.getByRole("link", { name: /sign in/i }).waitFor();
    assert.match(await page.locator("h1").innerText(), /Plant/);
  });
});
