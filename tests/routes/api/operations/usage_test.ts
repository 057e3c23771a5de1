import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { alice, bob } } = app;
  await owner`
    insert into api_request (user_uuid, url, created_utc) values
      (${alice.user_uuid}, '/sites', '2026-06-21T07:30:00.000001Z'),
      (${alice.user_uuid}, '/api/v1/sites', '2026-06-20T12:00:00Z'),
      (${bob.user_uuid}, 'https://api.example.org/sites', '2026-05-01T12:00:00Z'),
      (null, '/sites', '2026-06-20T12:00:00Z')`;
});
afterAll(() => app.close());

const USAGE = "/api/v1/usage";
const ask = (query = "", token = app.cast.ada.readToken) =>
  withToken(app, token).get(USAGE + query);

describe("GET /api/v1/usage", () => {
  it("is the week up to today, by user and by day", async () => {
    const response = await ask();
    assert.equal(response.status, 200);
    const { users, days, ...range } = await response.json();
    assert.deepEqual(range, { from: "2026-06-15", to: "2026-06-21" });
    const { user_uuid, email } = app.cast.alice;
    assert.deepEqual(users, [
      {
        user_uuid,
        email,
        requests: 2,
        pages: 1,
        api: 1,
        last_request_utc: "2026-06-21T07:30:00.000001Z",
      },
      {
        user_uuid: null,
        email: null,
        requests: 1,
        pages: 1,
        api: 0,
        last_request_utc: "2026-06-20T12:00:00Z",
      },
    ]);
    assert.equal(days.length, 7);
    assert.deepEqual(days.slice(-2), [
      { day: "2026-06-20", requests: 2, pages: 1, api: 1 },
      { day: "2026-06-21", requests: 1, pages: 1, api: 0 },
    ]);
  });

  it("is of the days that are asked for", async () => {
    const { users, days } = await (await ask("?from=2026-05-01&to=2026-05-01")).json();
    assert.deepEqual(users.map((user: { email: string }) => user.email), [app.cast.bob.email]);
    assert.deepEqual(days, [{ day: "2026-05-01", requests: 1, pages: 0, api: 1 }]);
  });

  it("refuses days that are none, in reverse or too many, by field", async () => {
    const wrong = {
      "?from=someday": ["from"],
      "?to=2026-02-30": ["to"],
      "?from=2026-06-21T00:00:00Z": ["from"],
      "?from=2026-06-21&to=2026-06-20": ["to"],
      "?from=2020-06-21": ["to"],
    };
    for (const [query, fields] of Object.entries(wrong)) {
      assert.deepEqual(await fieldsWrong(await ask(query)), fields, query);
    }
  });

  it("is for admins", async () => {
    await problemOf(await ask("", app.cast.alice.token), 403);
    await problemOf(await ask("", "unknown"), 401);
  });
});
