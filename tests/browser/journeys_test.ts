/** What people come for, from the first page to what they wanted, with and without JavaScript. */
import { beforeAll, describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";
import { withToken } from "../support/app.ts";

/** Where most journeys begin; the time of the tests is Sunday 21 June 2026, 8:07 UTC. */
const SITES = 302;

describe("a member", needsBrowser, () => {
  const own = ownBrowser();

  beforeAll(async () => {
    const { cast: { alice, sites }, database: { owner } } = own.server.app;
    const made = await owner<{ site_uuid: string; client_site_name: string }[]>`
      insert into sites (client_site_name, latitude, longitude, capacity_kw, ml_id)
      select 'Roof ' || n, 50 + n / 100.0, 8, 10, 1000 + n from generate_series(1, 300) n
      returning site_uuid, client_site_name`;
    await owner`
      insert into site_group_sites (site_group_uuid, site_uuid)
      select ${alice.site_group_uuid}, s from unnest(${
      made.map(({ site_uuid }) => site_uuid)
    }::uuid[]) s`;
    const broken = made.find(({ client_site_name }) => client_site_name === "Roof 217")!;
    await owner`
      insert into app.attention (site_uuid, kind, since_utc, numbers)
      values (${broken.site_uuid}, 'no_production', '2026-06-13T08:00:00Z',
        '{"hours": 120, "expected_kwh": 400}')`;
    await owner`update sites set client_site_name = 'House' where site_uuid = ${sites.bare}`;
  });

  for (const javaScriptEnabled of [true, false]) {
    describe(`${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
      const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
        const { alice } = own.server.app.cast;
        const { browser, server } = own;
        const page = await pageOf(browser, server.origin, alice, { javaScriptEnabled, ...options });
        await page.goto(path);
        return page;
      };
      const plantPath = () => `/sites/${own.server.app.cast.sites.plant}`;

      it(`finds the broken plant among ${SITES}`, async () => {
        const page = await open("/sites");
        await page.getByRole("link", { name: /No production/ }).first().click();
        await page.waitForURL("**attention=no_production**");
        await page.getByRole("link", { name: "Roof 217" }).click();
        await page.getByRole("heading", { level: 1, name: "Roof 217" }).waitFor();
        const attention = page.locator(".attention");
        assert.match(await attention.innerText(), /No production\..*since 13 Jun/s);
        assert.ok(
          await attention.getByRole("link", { name: /^Dismiss.*No production/ }).isVisible(),
        );
      });

      it("reads on a phone what the plant will produce tomorrow", async () => {
        const page = await open("/sites?q=Plant", { viewport: { width: 360, height: 780 } });
        await page.getByRole("link", { name: "Plant <&> one" }).click();
        await page.getByRole("heading", { level: 1, name: "Plant <&> one" }).waitFor();
        const tomorrow = page.locator("dl.figures > div", { hasText: "Tomorrow" });
        assert.match(await tomorrow.innerText(), /Tomorrow\s+\d+ kWh/);
        const { y, height } = (await tomorrow.boundingBox())!;
        assert.ok(y + height <= 560, `ends at ${y + height} px`);
        const chart = (await page.getByRole("img").first().boundingBox())!;
        assert.ok(chart.y < 780, `the chart begins at ${chart.y} px`);
      });

      it("compares the day-ahead with the newest forecast of last Tuesday", async () => {
        const page = await open(plantPath());
        await page.getByText("Dates", { exact: true }).click();
        await page.getByLabel("Day", { exact: true }).fill("2026-06-16");
        await page.getByRole("button", { name: "Go", exact: true }).click();
        await page.getByRole("heading", { name: "Tuesday 16 June" }).waitFor();
        await page.getByLabel("Compare with").selectOption("day-ahead");
        await page.getByRole("button", { name: "Show", exact: true }).last().click();
        await page.waitForURL("**compare=day-ahead**");
        assert.match(page.url(), /day=2026-06-16/);
        assert.match(
          await page.locator(".difference").innerText(),
          /newest.*\d kWh and day.ahead.*\d kWh.*From what was measured.*off on average/is,
        );
      });

      it("adds a site, and sends its first measurement as the page shows", async () => {
        const { app } = own.server;
        const page = await open("/sites/new");
        const name = `New roof ${javaScriptEnabled}`;
        await page.getByLabel("Name", { exact: true }).fill(name);
        await page.getByLabel("Capacity", { exact: true }).fill("12,5");
        await page.getByLabel("Latitude").fill(javaScriptEnabled ? "51.5" : "52.5");
        await page.getByLabel("Longitude").fill("-0.12");
        await page.getByRole("button", { name: "Add the site" }).click();
        await page.getByRole("heading", { level: 1, name }).waitFor();
        const line = await page.locator("pre", { hasText: "curl" }).innerText();
        const path = new URL(line.match(/https?:\/\/\S+/)![0]).pathname;
        assert.match(line, /Authorization: Bearer/);
        const body = JSON.parse(line.match(/-d '(.*)'/s)![1]!);
        const sent = await withToken(app, app.cast.alice.token).post(path, body);
        assert.deepEqual([sent.status, (await sent.json()).inserted], [201, 1]);
        await page.reload();
        assert.equal(await page.locator("pre", { hasText: "curl" }).count(), 0);
        assert.match(await page.locator("dl.figures").innerText(), /Now\s+1\.3 kW/);
      });

      it("marks an outage", async () => {
        const page = await open(plantPath());
        await page.locator("details.menu summary", { hasText: "Site" }).click();
        await page.getByRole("link", { name: /outage/i }).first().click();
        const start = javaScriptEnabled ? "2026-06-18T10:00" : "2026-06-19T10:00";
        await page.getByLabel("Start").fill(start);
        await page.getByLabel("End").fill(start.replace("T10", "T12"));
        await page.getByLabel("What happened").fill("A fuse");
        await page.getByRole("button", { name: "Mark it" }).click();
        const row = page.locator("table.outages tbody tr").filter({ hasText: "10:00" })
          .filter({ hasText: javaScriptEnabled ? "18 Jun" : "19 Jun" });
        await row.waitFor();
        assert.match(await row.innerText(), /A fuse/);
      });

      it("downloads a month", async () => {
        const page = await open(plantPath());
        await page.getByRole("link", { name: "Month", exact: true }).click();
        const link = page.getByRole("link", { name: "Energies as CSV" });
        await link.waitFor();
        const download = page.waitForEvent("download");
        await link.click();
        const text = await Deno.readTextFile(await (await download).path());
        const [head, ...days] = text.trim().split(/\r?\n/);
        assert.match(head!, /day/i);
        assert.equal(days.length, 30, text);
        const [{ kwh }] = await own.server.app.database.owner<[{ kwh: number }]>`
          select sum(generation_power_kw) / 6 as kwh from generation
          where site_uuid = ${own.server.app.cast.sites.plant}
            and start_utc >= '2026-06-14T20:00:00Z' and start_utc < '2026-06-15T20:00:00Z'`;
        const day = days.find((line) => line.includes("2026-06-15"))!.split(",");
        assert.ok(day.some((cell) => Math.abs(Number(cell) - kwh) < 0.06), `${day} has no ${kwh}`);
      });
    });
  }
});
