import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import type { Person } from "../../../support/cast.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ask = (person: Person, query = "", site = app.cast.sites.plant) =>
  withToken(app, person.token).get(`/api/v1/sites/${site}/history${query}`);

describe("GET /api/v1/sites/{uuid}/history", () => {
  it("tells what changed, who and by which door, newest first", async () => {
    const { alice, bob, charlie, sites: { plant } } = app.cast;
    await withToken(app, bob.token).patch(`/api/v1/sites/${plant}`, { tilt: 9 });
    const { history, next_page } = await (await ask(alice)).json();
    const { created_utc, database_role, ...newest } = history[0];
    assert.match(created_utc, /^\d{4}-.*Z$/);
    assert.ok(database_role);
    assert.deepEqual(newest, {
      batch: null,
      outage: null,
      operation: "UPDATE",
      who: "own",
      email: bob.email,
      through: "api",
      changes: [{ column: "tilt", before: 2, after: 9 }],
    });
    assert.equal(history.at(-1).operation, "INSERT");
    assert.equal(next_page, null);
    await problemOf(await ask(charlie), 404);
  });

  it("comes in pages of 100", async () => {
    const { alice, sites: { bare } } = app.cast;
    const { owner } = app.database;
    for (let region = 1; region <= 100; region++) {
      await owner`update sites set region = ${region} where site_uuid = ${bare}`;
    }
    const first = await (await ask(alice, "", bare)).json();
    assert.deepEqual([first.history.length, first.next_page], [100, 2]);
    const second = await (await ask(alice, "?page=2", bare)).json();
    assert.deepEqual([second.history.length, second.next_page], [2, null]);
    assert.deepEqual(await fieldsWrong(await ask(alice, "?page=0", bare)), ["page"]);
  });
});
