import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../support/app.ts";
import type { Person } from "../support/cast.ts";
import { endOne } from "../support/ended.ts";
import { until } from "../support/until.ts";

const KILLS = 200;
const READERS = 32;

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe(`${READERS} readers while ${KILLS} connections are ended one after the other`, () => {
  const counts = { right: 0, failed: 0 };
  let stop = false;

  async function read(person: Person, expected: string) {
    while (!stop) {
      const response = await withToken(app, person.token).get("/api/v1/sites");
      const text = await response.text();
      if (response.status === 200) {
        assert.equal(text, expected);
        counts.right++;
      } else {
        assert.equal(response.status, 503, text);
        assert.equal(response.headers.get("retry-after"), "5");
        counts.failed++;
      }
    }
  }

  it("see their own sites or a 503, at most one for each, and go on", async () => {
    const { alice, charlie } = app.cast;
    const expected = async (person: Person) =>
      await (await withToken(app, person.token).get("/api/v1/sites")).text();
    const texts = [await expected(alice), await expected(charlie)];
    assert.notEqual(texts[0], texts[1]);
    const readers = Array.from(
      { length: READERS },
      (_, nth) => read(nth % 2 ? charlie : alice, texts[nth % 2]!),
    );
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        await endOne(app.database.url);
        const before = counts.right;
        await until(() => counts.right > before + 20);
      }
    } finally {
      stop = true;
    }
    await Promise.all(readers);
    assert.ok(counts.failed <= KILLS, `${counts.failed} requests failed`);
  });
});
