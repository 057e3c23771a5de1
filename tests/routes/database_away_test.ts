import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Database, openDatabase } from "../../db/client.ts";
import { createApp } from "../../routes/app.ts";
import { type TestApp, testApp } from "../support/app.ts";
import { until } from "../support/until.ts";
import { type Proxy, proxyTo } from "../support/proxy.ts";

let app: TestApp;
let way: Proxy;
let database: Database;
beforeAll(async () => {
  app = await testApp();
  way = proxyTo(app.database.url);
  database = openDatabase(way.url, { waitMs: 60_000 });
});
afterAll(async () => {
  await database.close();
  way.close();
  await app.close();
});

/** What a signed-in reader gets, by way of the proxy. */
function get(path: string): Promise<Response> {
  const service = createApp({ ...app.services, database: { ...app.database, ...database } });
  const headers = { cookie: `sitecast=${app.cast.alice.session}` };
  const from = { remoteAddr: { hostname: "127.0.0.1" } };
  return Promise.resolve(service.request(path, { headers }, from));
}

const PATHS = ["/sites", "/readyz"];

async function statuses(): Promise<number[]> {
  const responses = await Promise.all(PATHS.map(get));
  return responses.map((response) => response.status);
}

describe("a service whose database goes away for a while", () => {
  for (const time of ["once", "and again"]) {
    it(`says so, and is well by itself when the database is back: ${time}`, async () => {
      assert.deepEqual(await statuses(), [200, 200]);
      way.close();
      for (let turn = 0; turn < 10; turn++) assert.deepEqual(await statuses(), [503, 503]);
      const page = await get("/sites");
      assert.equal(page.headers.get("retry-after"), "5");
      assert.match(await page.text(), /The database cannot be reached\. Try again in a moment\./);
      assert.equal((await get("/healthz")).status, 200);
      way.open();
      await until(async () => (await statuses()).every((status) => status === 200));
      const many = await Promise.all(Array.from({ length: 40 }, statuses));
      assert.deepEqual(many.flat().filter((status) => status !== 200), []);
    });
  }
});
