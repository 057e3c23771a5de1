import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const PATH = "/api/v1/sites?sort=name&limit=1";

async function ask(etag?: string) {
  const headers = {
    authorization: `Bearer ${app.cast.alice.token}`,
    ...(etag && { "if-none-match": etag }),
  };
  const response = await app.fetch(PATH, { headers });
  return {
    status: response.status,
    etag: response.headers.get("etag")!,
    text: await response.text(),
  };
}

/** What may change the page: a row of it, one beside it, or which rows it has. */
const CHANGES = {
  "a site is edited by another program": `update sites set altitude_m = 76`,
  "a capacity of before is added": `insert into site_capacities (site_uuid, until_date, capacity_kw)
     select site_uuid, '2020-01-01', 5 from sites`,
  "that is corrected": `update site_capacities set capacity_kw = 6`,
  "that is removed": `delete from site_capacities`,
  "a site comes before the others":
    `update sites set client_site_name = 'A bare one' where client_site_name is null`,
  "the site after the page is switched off":
    `update sites set active = false where client_site_name <> 'A bare one'`,
};

describe("the list of sites as text", () => {
  it("is the same for as long as nothing changes, and another one afterwards", async () => {
    let before = await ask();
    for (const [what, statement] of Object.entries(CHANGES)) {
      assert.deepEqual(await ask(), before);
      assert.equal((await ask(before.etag)).status, 304);
      await app.database.owner.unsafe(statement);
      const after = await ask(before.etag);
      assert.equal(after.status, 200, what);
      assert.notEqual(after.text, before.text, what);
      before = after;
    }
  });
});
