import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../support/app.ts";
import { placesIn, problemOf } from "../../support/problem.ts";
import { periods } from "../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const as = (person: "ada" | "alice") => withToken(app, app.cast[person].token);

/** Counts the turns that others get while something is done. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ result: T; turns: number }> {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns++;
    if (!isDone) setTimeout(count);
  };
  setTimeout(count);
  const result = await work.finally(() => isDone = true);
  return { result, turns };
}

describe("very many wrong items of a list, once 130,000 and a RangeError", () => {
  it("are refused for the first 100 of them, of sites of a group", async () => {
    const { site_group_uuid } = app.cast.alice;
    const response = await as("ada").post(`/api/v1/groups/${site_group_uuid}/sites`, {
      site_uuids: Array(130_000).fill(1),
    });
    const { errors } = await problemOf(response, 422);
    assert.equal(errors!.length, 100);
    assert.deepEqual(errors![99]!.pointer, "#/site_uuids/99");
  });

  it("are refused for the first of them, of values that replace a range", async () => {
    const path = `/api/v1/sites/${app.cast.sites.plant}/generation`;
    const range = "?start=2026-06-21T00:00:00Z&end=2026-06-22T00:00:00Z";
    const response = await as("alice").put(`${path}${range}`, { values: Array(130_000).fill(1) });
    const { errors } = await problemOf(response, 422);
    assert.deepEqual(placesIn({ errors }), ["values.0"]);
  });

  it("are counted, and 100 of them listed, where bad rows are skipped", async () => {
    const path = `/api/v1/sites/${app.cast.sites.plant}/generation?on_invalid=skip`;
    const response = await as("alice").post(path, { values: Array(5000).fill(1) });
    assert.equal(response.status, 201);
    const { refused } = await response.json();
    assert.deepEqual([refused.count, refused.rows.length], [5000, 100]);
  });
});

describe("a body of megabytes", () => {
  it("lets others have their turn while it is parsed and checked", async () => {
    const values = periods("2026-01-01T00:00:00Z", 1, 8000)
      .map((period) => ({ ...period, generation_power_kw: "none" }));
    const path = `/api/v1/sites/${app.cast.sites.plant}/generation?on_invalid=skip`;
    const { result, turns } = await turnsDuring(as("alice").post(path, { values }));
    assert.equal((await result.json()).refused.count, 8000);
    assert.ok(turns > 5, `${turns}`);
  });

  it("is refused when it has more than 200,000 items, or is deep", async () => {
    const path = `/api/v1/sites/${app.cast.sites.plant}/generation`;
    const many = await as("alice").post(path, { values: Array(200_001).fill(0) });
    assert.match((await problemOf(many, 422)).detail, /at most 200,000 values/);
    const deep = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
    const response = await as("alice").post("/api/v1/sites", deep);
    assert.match((await problemOf(response, 422)).detail, /too long/);
  });
});
