import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../support/app.ts";
import { page } from "../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe("the help page", () => {
  it("explains words to everybody, each under an address of its own", async () => {
    const html = await page(app.fetch("/help"));
    const ids = html.all(".terms > div").map((term) => term.attribute("id"));
    assert.ok(ids.length > 10 && new Set(ids).size === ids.length, `${ids}`);
    for (const id of ["dno", "gsp", "baseline", "band", "day-ahead", "horizon", "clear-sky"]) {
      assert.ok(html.has(`#${id} dfn`), id);
    }
  });

  it("is where the words of a site's page lead", async () => {
    const { alice, sites } = app.cast;
    const ids = (await page(app.fetch("/help"))).all(".terms > div")
      .map((term) => term.attribute("id"));
    const links = (await page(as(app, alice).get(`/sites/${sites.plant}`))).all("a.term")
      .map((link) => link.attribute("href"));
    assert.ok(links.includes("/help#capacity"), `${links}`);
    for (const link of links) assert.ok(ids.includes(link!.replace("/help#", "")), `${link}`);
  });
});
