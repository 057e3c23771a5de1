import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

async function status() {
  const response = await withToken(app, app.cast.charlie.readToken).get("/api/v1/status");
  assert.equal(response.status, 200);
  return await response.json();
}

describe("GET /api/v1/status", () => {
  it("is ok while nobody has said anything", async () => {
    assert.deepEqual(await status(), { status: "ok", message: null, created_utc: null });
  });

  it("is what was said last, also when it was said without a time before", async () => {
    await app.database.owner`
      insert into status (status, message, created_utc) values
        ('error', 'The satellite is down.', '2026-06-20T09:00:00Z'),
        ('warning', 'Forecasts are late.', '2026-06-21T09:00:00.123456Z'),
        ('error', 'Of unknown age.', null)`;
    assert.deepEqual(await status(), {
      status: "warning",
      message: "Forecasts are late.",
      created_utc: "2026-06-21T09:00:00.123456Z",
    });
  });
});
