import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type BareApp, bareApp } from "../../support/app.ts";
import { page } from "../../support/html.ts";

let app: BareApp;
beforeAll(async () => {
  app = await bareApp();
});
afterAll(() => app.close());

/** Returns the colours of the sign-in page for a browser with this cookie. */
async function themeOf(text: string): Promise<string> {
  const headers = { cookie: `sitecast-theme=${encodeURIComponent(text)}` };
  const { element } = await page(app.fetch("/sign-in", { headers }));
  return element.getAttribute("data-theme") ?? "system";
}

describe("the theme of a cookie", () => {
  it("is one of three", async () => {
    for (const theme of ["system", "light", "dark"]) assert.equal(await themeOf(theme), theme);
  });

  it("is the system's where it says anything else", async () => {
    for (const text of ["", "Dark", 'dark" onload="x', "dark light", "__proto__"]) {
      assert.equal(await themeOf(text), "system", text);
    }
  });
});
