import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { JobWorker } from "../../service/jobs/worker.ts";
import { needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";
import { fullSite, rowsOf } from "../support/site_jobs.ts";

describe("a job in the browser", needsBrowser, () => {
  const own = ownBrowser();

  it("follows the deletion of a site from the form to its end", async () => {
    const { database: { owner }, cast, services } = own.server.app;
    const site = await fullSite(owner, cast);
    const page = await pageOf(own.browser, own.server.origin, cast.ada);
    await page.goto(`/admin/sites/${site}`);
    await page.click("text=Delete for ever");
    await page.fill("#confirm_name", "Full");
    await page.check("#with_generation");
    await page.click("button:has-text('Delete for ever')");
    await page.waitForSelector("#job >> text=Waiting");
    assert.match(await page.textContent("#job") ?? "", /not begun yet/);

    const stop = new AbortController();
    const ended = new JobWorker(services.database.owner).run(stop.signal);
    await page.waitForSelector("#job >> text=Done");
    stop.abort();
    await ended;
    assert.match(await page.textContent("#job") ?? "", /13 of 13 rows/);
    assert.equal((await rowsOf(owner, site)).sites, 0);
    assert.equal(await page.locator("#job[hx-trigger]").count(), 0);
    await page.context().close();
  });
});
