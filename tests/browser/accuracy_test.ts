import { beforeAll, describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import { insertErrors } from "../support/model_errors.ts";
import { needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";
import { everyWay } from "../support/every_way.ts";

for (const javaScriptEnabled of everyWay ? [true, false] : [true]) {
  const means = javaScriptEnabled ? "with" : "without";
  describe(`how good a forecast is, ${means} JavaScript`, needsBrowser, () => {
    const own = ownBrowser();
    beforeAll(async () => {
      const { database, cast } = own.server.app;
      await insertErrors(database.owner, cast.sites.plant, [
        { baseline_kw: 5 },
        { horizon_hours: 12, mae_kw: 5 },
        { daylight: false, mae_kw: 2 },
      ]);
    });
    const open = () => {
      const { origin, app: { cast: { alice } } } = own.server;
      return pageOf(own.browser, origin, alice, { javaScriptEnabled });
    };

    it("is told on the site's page, and leads to more", async () => {
      const { plant } = own.server.app.cast.sites;
      const page = await open();
      await page.goto(`/sites/${plant}`);
      const told = page.getByRole("region", { name: "How reliable it is" });
      await told.getByRole("link", { name: "More about how good the forecast is" }).click();
      await page.waitForURL(`**/sites/${plant}/accuracy`);
      await page.getByText(/off by 4\.1 kW .*the simple baseline by 5\.0 kW\./).waitFor();
      assert.ok(await page.getByRole("img", { name: "Mean absolute error" }).isVisible());
      assert.equal(await page.getByRole("table", { name: "pvnet" }).getByRole("row").count(), 3);
    });

    it("counts nights by a link, and the address says so", async () => {
      const { plant } = own.server.app.cast.sites;
      const page = await open();
      await page.goto(`/sites/${plant}/accuracy`);
      await page.getByRole("link", { name: "Whole day" }).click();
      await page.waitForURL("**/accuracy?light=day");
      await page.getByText("off by 2.0 kW").waitFor();
      const current = page.locator("[aria-label='Which hours count'] [aria-current]");
      assert.equal(await current.innerText(), "Whole day");
      await page.reload();
      assert.equal(await current.innerText(), "Whole day");
      await page.goBack();
      await page.getByText("off by 4.1 kW").waitFor();
    });

    it("stands beside other models, reached from the menu", async () => {
      const page = await open();
      await page.goto("/sites");
      await page.getByRole("link", { name: "Models", exact: true }).click();
      await page.getByRole("heading", { name: "Models", exact: true }).waitFor();
      const row = page.getByRole("row", { name: /pvnet/ });
      assert.match(await row.innerText(), /none in the last day[\s\S]*8.%[\s\S]*18.% better/);
      await page.getByRole("link", { name: "Whole day" }).click();
      await page.waitForURL("**/models?light=day");
    });
  });
}
