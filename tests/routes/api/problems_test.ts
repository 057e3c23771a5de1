import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp } from "../../../routes/app.ts";
import { type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import { problemOf } from "../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const alice = () => withToken(app, app.cast.alice.token);

describe("a problem", () => {
  it("has the address of a page that says what it means, for everybody", async () => {
    const { type, title } = await problemOf(await alice().get("/api/v1/nothing"), 404);
    const html = await page(app.fetch(type));
    assert.equal(html.text("h1"), title);
    assert.deepEqual(html.all("h2").map((one) => one.text()), ["When it comes", "What to do"]);
    const listed = (await page(app.fetch("/api/problems"))).all(".terms a");
    assert.ok(listed.some((link) => link.attribute("href") === type));
    assert.equal((await app.fetch("/api/problems/toString")).status, 404);
  });

  it("has an absolute address where the origin of the service is known", async () => {
    const settings = { ...app.services.settings, publicOrigin: "https://sitecast.example" };
    const response = await createApp({ ...app.services, settings }).request("/api/v1/sites");
    const { type } = await response.json();
    assert.equal(type, "https://sitecast.example/api/problems/not_signed_in");
  });

  it("points into the body as RFC 6901 has it, whatever names are in it", async () => {
    const { plant } = app.cast.sites;
    const names = { "a/b": "#/a~1b", "a~b": "#/a~0b", "a.b": "#/a.b", "ä b": "#/%C3%A4%20b" };
    for (const [name, pointer] of Object.entries(names)) {
      const response = await alice().patch(`/api/v1/sites/${plant}`, { [name]: 1 });
      const { errors } = await problemOf(response, 422);
      assert.equal(errors![0]!.pointer, pointer);
    }
    const lone = await app.fetch(`/api/v1/sites/${plant}`, {
      method: "PATCH",
      headers: {
        authorization: `Bearer ${app.cast.alice.token}`,
        "content-type": "application/json",
      },
      body: '{"\\ud800": 1}',
    });
    assert.equal((await problemOf(lone, 422)).errors![0]!.pointer, "#/%EF%BF%BD");
  });

  it("names parameters of the address, and rows and columns of CSV", async () => {
    const query = await problemOf(await alice().get("/api/v1/sites?limit=0"), 422);
    assert.equal(query.errors![0]!.parameter, "limit");
    const path = await problemOf(await alice().get("/api/v1/sites/none"), 422);
    assert.equal(path.errors![0]!.parameter, "site_uuid");
    const csv = await app.fetch("/api/v1/sites/bulk", {
      method: "POST",
      headers: { authorization: `Bearer ${app.cast.alice.token}`, "content-type": "text/csv" },
      body: "client_site_name,latitude,longitude,capacity_kw\nRoof,95,0,4\n",
    });
    const { row, column, pointer } = (await problemOf(csv, 422)).errors![0]!;
    assert.deepEqual([row, column, pointer], [2, "latitude", undefined]);
  });
});
