import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../../support/app.ts";
import { problemOf } from "../../../support/problem.ts";
import { asCsv, asNdjson, type Sending, sendLines, storedBy } from "../../../support/uploads.ts";
import { periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from generation`;
});

const [first, second] = periods("2026-06-20T06:00:00Z", 15, 2)
  .map((period, i) => ({ ...period, generation_power_kw: i })) as [Row, Row];
type Row = { start_utc: string; end_utc: string; generation_power_kw: number | null };
const path = () => `/sites/${app.cast.sites.plant}/generation`;
const CSV: Sending = { type: "text/csv" };
const NDJSON: Sending = { type: "application/x-ndjson" };

// tests/routes/api/uploads/ has what all kinds of rows share.
describe("generation that is sent line by line", () => {
  it("finds sites by their clients' numbers, and refuses one that two sites have", async () => {
    const row = { client_site_id: 7, ...first };
    const send = () => sendLines(app, "/generation", asNdjson([row]), NDJSON);
    assert.equal((await storedBy(await send())).inserted, 1);
    const unknown = await sendLines(
      app,
      "/generation",
      asCsv([{ ...row, client_site_id: 8 }]),
      CSV,
    );
    assert.match((await problemOf(unknown, 404)).detail, /^Line 2: there is no such site here/);
    await app.database.owner`
      update sites set client_site_id = 7 where site_uuid = ${app.cast.sites.bare}`;
    assert.match((await problemOf(await send(), 422)).detail, /^Line 1: .*Several sites/);
    await app.database.owner`
      update sites set client_site_id = null where site_uuid = ${app.cast.sites.bare}`;
  });

  it("replaces, and tells conflicts by their lines", async () => {
    await storedBy(await sendLines(app, path(), asCsv([first, second]), CSV));
    const other = asCsv([first, { ...second, generation_power_kw: 3 }]);
    const kept = await storedBy(await sendLines(app, path(), other, CSV));
    assert.deepEqual([kept.unchanged, kept.first_conflict], [1, "Line 3"]);
    const replaced = await storedBy(await sendLines(app, `${path()}?replace=true`, other, CSV));
    assert.equal(replaced.replaced, 1);
  });

  it("takes a gap, which replaces nothing unless it is told to", async () => {
    const gap = { ...second, generation_power_kw: null };
    const done = await storedBy(await sendLines(app, path(), asCsv([first, gap]), CSV));
    assert.deepEqual([done.inserted, done.unchanged], [1, 1]);
    await storedBy(await sendLines(app, path(), asCsv([second]), CSV));
    const body = asNdjson([gap]);
    const { deleted } = await storedBy(
      await sendLines(app, `${path()}?replace=true`, body, NDJSON),
    );
    assert.equal(deleted, 1);
  });
});
