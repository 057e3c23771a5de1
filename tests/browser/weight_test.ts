import { describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import { needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";

const KB = 1000;

/** What the browser fetched for a page: addresses and bytes of the bodies as they were sent. */
const ENTRIES = `performance.getEntries()
  .filter(({ entryType }) => entryType === "navigation" || entryType === "resource")
  .map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize }))`;

describe("the first visit", needsBrowser, () => {
  const own = ownBrowser();

  /** Requests of a page with an empty cache, the bytes of their bodies as sent, and console errors. */
  async function visit(path: string) {
    const page = await pageOf(own.browser, own.server.origin, own.server.app.cast.alice);
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(path);
    const sizes = await page.evaluate<{ name: string; bytes: number }[]>(ENTRIES);
    await page.context().close();
    const bytes = sizes.reduce((sum, entry) => sum + entry.bytes, 0);
    return {
      requests: sizes.length,
      bytes,
      complaints,
      foreign: sizes.filter(({ name }) => !name.startsWith(own.server.origin)),
    };
  }

  for (const path of ["/sites", "/sites/:plant", "/sign-in"]) {
    it(`of ${path} takes at most 4 requests and 45 KB, from one host, without a complaint`, async () => {
      const visited = await visit(path.replace(":plant", own.server.app.cast.sites.plant));
      assert.ok(visited.requests <= 4, `${visited.requests} requests`);
      assert.ok(visited.bytes > 0 && visited.bytes <= 45 * KB, `${visited.bytes} bytes`);
      assert.deepEqual(visited.foreign, []);
      assert.deepEqual(visited.complaints, []);
    });
  }
});
