import { describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import { needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";

describe("the page about the API", needsBrowser, () => {
  const own = ownBrowser();

  it("tries a request with a pasted token, which a reload has forgotten", async () => {
    const page = await pageOf(own.browser, own.server.origin);
    // The viewer takes seconds to read the description.
    page.setDefaultTimeout(120_000);
    const faults: string[] = [];
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto("/api/docs");
    await page.getByRole("button", { name: "Try requests" }).click();
    await page.getByRole("button", { name: "Authorize" }).first().click();
    const dialog = page.locator(".dialog-ux");
    await dialog.getByRole("textbox").fill(own.server.app.cast.alice.token);
    await dialog.getByRole("button", { name: "Apply credentials" }).click();
    await dialog.getByRole("button", { name: "Close" }).first().click();
    await page.locator("#operations-tag-sites").click();
    const sites = page.locator("#operations-sites-getSites");
    await sites.locator(".opblock-summary-control").click();
    await sites.getByRole("button", { name: "Try it out" }).click();
    await sites.getByRole("button", { name: "Execute" }).click();
    await sites.locator(".live-responses-table").getByText("Plant").first().waitFor();
    const kept = await page.evaluate(
      "[localStorage.length, sessionStorage.length, document.cookie]",
    );
    assert.deepEqual(kept, [0, 0, ""]);
    assert.deepEqual(faults, []);
    await page.reload();
    await page.getByRole("button", { name: "Try requests" }).click();
    await page.locator(".authorize.unlocked").first().waitFor();
  });
});
