import { beforeAll, describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { findings, needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";
import { everyWay } from "../support/every_way.ts";
import { forecasted, periods } from "../support/values.ts";

type Own = ReturnType<typeof ownBrowser>;

/** A modeller's run of today and yesterday, beside the baseline's. */
async function fill({ server: { app: { database, cast } } }: Own) {
  const times = periods("2026-06-19T20:00:00Z", 15, 192);
  const power = (index: number) => Math.max(0, 40 * Math.sin((index % 96 - 24) * Math.PI / 48));
  await forecasted(database.owner, cast.sites.plant, "2026-06-19T18:00:00Z", times, power);
  await database.owner`
    update sites set ml_model_uuid = (select model_uuid from ml_model where name = 'test')
    where site_uuid = ${cast.sites.plant}`;
}

/** Chooses in the form, and waits for what it brings. */
async function choose(page: Page, forecast: string, words: string | RegExp) {
  await page.getByLabel("Forecast", { exact: true }).selectOption(forecast);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText(words).filter({ visible: true }).first().waitFor();
}

const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

for (const javaScriptEnabled of everyWay ? [true, false] : [true]) {
  describe(
    `the switches, ${javaScriptEnabled ? "with" : "without"} JavaScript`,
    needsBrowser,
    () => {
      const own = ownBrowser();
      beforeAll(() => fill(own));
      async function open(search = "") {
        const { app: { cast }, origin } = own.server;
        const page = await pageOf(own.browser, origin, cast.alice, { javaScriptEnabled });
        await page.goto(`/sites/${cast.sites.plant}${search}`);
        return page;
      }

      it("have a field for the choice that needs it, and none for the others", async () => {
        const page = await open();
        const seen = async () => [
          await page.getByLabel("As of").isVisible(),
          await page.getByRole("textbox", { name: "At least" }).isVisible(),
        ];
        const select = page.getByLabel("Forecast", { exact: true });
        assert.deepEqual(await seen(), [false, false]);
        await select.selectOption("as-made-at");
        assert.deepEqual(await seen(), [true, false]);
        await select.selectOption("ahead");
        assert.deepEqual(await seen(), [false, true]);
      });

      it("show what was chosen; the address says it, and other days keep it", async () => {
        const page = await open();
        await page.getByLabel("Show the baseline").check();
        await choose(page, "ahead", "made at least 6 hours ahead");
        assert.equal(query(page).forecast, "ahead");
        assert.equal(query(page).baseline, "yes");
        await page.reload();
        await page.getByText("made at least 6 hours ahead").filter({ visible: true }).first()
          .waitFor();
        await page.locator("#site-day a[rel=prev]").click();
        await page.getByRole("heading", { name: "20 June 2026" }).waitFor();
        assert.deepEqual(query(page), {
          day: "2026-06-20",
          forecast: "ahead",
          ahead: "6",
          compare: "day-ahead",
          baseline: "yes",
        });
        assert.ok(await page.getByLabel("Show the baseline").isChecked());
        await page.getByRole("textbox", { name: "At least" }).fill("9.5");
        await page.getByRole("textbox", { name: "At least" }).press("Enter");
        await page.getByText("made at least 9.5 hours ahead").filter({ visible: true }).first()
          .waitFor();
        assert.equal(query(page).day, "2026-06-20");
        await choose(page, "newest", "For each time the newest forecast");
      });

      it("say what is wrong beside the field, which keeps what was typed", async () => {
        const page = await open();
        await page.getByLabel("Forecast", { exact: true }).selectOption("ahead");
        await page.getByRole("textbox", { name: "At least" }).fill("a day");
        await page.getByRole("button", { name: "Show" }).click();
        await page.locator("#ahead-error").waitFor();
        const message = "Enter hours from 0 to 48, whole or in quarters.";
        assert.equal(await page.locator("#ahead-error").innerText(), message);
        assert.equal(await page.getByRole("textbox", { name: "At least" }).inputValue(), "a day");
        await page.getByRole("textbox", { name: "At least" }).fill("3");
        await page.getByRole("button", { name: "Show" }).click();
        await page.getByText("made at least 3 hours ahead").filter({ visible: true }).first()
          .waitFor();
        assert.equal(await page.getByText("Enter hours from 0 to 48").count(), 0);
      });

      it("lead back to the newest forecast from where there is none", async () => {
        const page = await open("?forecast=as-made-at&made=2020-01-01T00%3A00");
        await page.getByText("had been stored by 00:00 on 1 January 2020").filter({ visible: true })
          .first().waitFor();
        await page.getByRole("link", { name: "Show the newest forecast" }).click();
        await page.getByText("For each time the newest forecast").waitFor();
        assert.equal(await page.getByLabel("Forecast", { exact: true }).inputValue(), "newest");
        assert.deepEqual(query(page), {});
      });
    },
  );
}

describe("the switches, as a page goes on", needsBrowser, () => {
  const own = ownBrowser();
  beforeAll(() => fill(own));
  async function open(search = "") {
    const { app: { cast }, origin } = own.server;
    const page = await pageOf(own.browser, origin, cast.alice);
    await page.goto(`/sites/${cast.sites.plant}${search}`);
    return page;
  }

  it("go back to what is shown when a day is turned, not to what nobody sent", async () => {
    const page = await open();
    await page.getByLabel("Forecast", { exact: true }).selectOption("day-ahead");
    await page.getByLabel("Show the baseline").check();
    await page.locator("#site-day a[rel=prev]").click();
    await page.getByRole("heading", { name: "20 June 2026" }).waitFor();
    assert.equal(await page.getByLabel("Forecast", { exact: true }).inputValue(), "newest");
    assert.equal(await page.getByLabel("Show the baseline").isChecked(), false);
  });

  it("keep what is being chosen while the day refreshes itself", async () => {
    const { app: { cast, clock }, origin } = own.server;
    const page = await pageOf(own.browser, origin, cast.alice);
    await page.clock.install();
    await page.goto(`/sites/${cast.sites.plant}?forecast=ahead&ahead=6`);
    await page.getByText("now 12:07").waitFor();
    await page.getByRole("textbox", { name: "At least" }).fill("12");
    await page.getByLabel("Show the baseline").check();
    clock.now = clock.now.add({ minutes: 1 });
    await page.clock.fastForward("01:00");
    await page.getByText("now 12:08").waitFor();
    await page.getByText("made at least 6 hours ahead").filter({ visible: true }).first().waitFor();
    assert.equal(await page.getByRole("textbox", { name: "At least" }).inputValue(), "12");
    assert.ok(await page.getByLabel("Show the baseline").isChecked());
  });

  it("lead to what is wrong and say it aloud, once", async () => {
    const page = await open();
    const hours = page.getByRole("textbox", { name: "At least" });
    const aloud = page.locator("#status");
    await page.getByLabel("Forecast", { exact: true }).selectOption("ahead");
    await hours.fill("a day");
    await page.getByRole("button", { name: "Show" }).click();
    const message = "Enter hours from 0 to 48, whole or in quarters.";
    await aloud.getByText(message).waitFor({ state: "attached" });
    assert.equal(await aloud.textContent(), message);
    const focused = "document.activeElement.id";
    assert.equal(await page.evaluate(focused), "ahead");
    assert.deepEqual(query(page), {});
    await hours.fill("3");
    await hours.press("Enter");
    await page.getByText("made at least 3 hours ahead").filter({ visible: true }).first().waitFor();
    assert.match(await aloud.textContent() ?? "", /^Sunday 21 June 2026$/);
  });

  it("reads the baseline aloud beside the rest", async () => {
    const page = await open("?baseline=yes&forecast=ahead&ahead=0&day=2026-06-20");
    await page.getByRole("slider").focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await page.locator("#status").innerText(), /P10–P90 .* Baseline /);
  });

  const states = {
    "a forecast made earlier with the baseline": "?forecast=ahead&ahead=6&baseline=yes",
    "no forecast": "?forecast=as-made-at&made=2020-01-01T00%3A00",
    "wrong hours": "?forecast=ahead&ahead=x",
    "a wrong time": "?forecast=as-made-at&made=x&baseline=x",
  };
  const ways = (["light", "dark"] as const).flatMap((colorScheme) =>
    [320, 1280].map((width) => ({ width, colorScheme }))
  );
  for (const [at, [name, search]] of Object.entries(states).entries()) {
    it(`are easy to use: ${name}`, async () => {
      const page = await open(search);
      for (const { width, colorScheme } of everyWay ? ways : [ways[at]!]) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        assert.deepEqual(await findings(page), [], `${width} px, ${colorScheme}`);
        const overflow = "document.documentElement.scrollWidth - innerWidth";
        assert.ok(await page.evaluate<number>(overflow) <= 0, `${width} px`);
      }
    });
  }
});
