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

const STATUS = "/api/v1/status";
const HISTORY = `${STATUS}/history`;

/** What is measured of charlie's only site, which has neither forecasts nor measurements. */
const MEASURED = {
  forecasts: { newest_utc: null, fresh_sites: 0, sites: 1 },
  measurements: { measured_sites: 0, sites: 1 },
  jobs: { failed: 0, delayed: 0 },
};

async function status() {
  const response = await withToken(app, app.cast.charlie.readToken).get(STATUS);
  assert.equal(response.status, 200);
  return await response.json();
}

async function past(person: Person, query = "") {
  const response = await withToken(app, person.readToken).get(HISTORY + query);
  assert.equal(response.status, 200);
  return (await response.json()).statuses;
}

describe("GET /api/v1/status", () => {
  it("is ok while nobody has said anything", async () => {
    assert.deepEqual(await status(), {
      status: "ok",
      message: null,
      created_utc: null,
      version: app.services.version,
      ...MEASURED,
    });
    assert.deepEqual(await past(app.cast.alice), []);
  });

  it("is what was said last, also when it was said without a time before", async () => {
    await app.database.owner`
      insert into status (status, message, created_utc) values
        ('error', 'The satellite is down.', '2026-06-20T09:00:00Z'),
        ('warning', 'Forecasts are late.', '2026-06-21T09:00:00.123456Z'),
        ('error', 'Of unknown age.', null), (null, null, '2026-06-19T09:00:00Z')`;
    assert.deepEqual(await status(), {
      status: "warning",
      message: "Forecasts are late.",
      created_utc: "2026-06-21T09:00:00.123456Z",
      version: app.services.version,
      ...MEASURED,
    });
  });
});

describe("POST /api/v1/status", () => {
  const LATE = { status: "warning", message: "  Forecasts are later.  " };

  it("says something in the admin's name, and answers what stands there", async () => {
    const response = await withToken(app, app.cast.ada.token).post(STATUS, LATE);
    const posted = await response.json();
    assert.equal(response.status, 201);
    assert.deepEqual({ ...posted, status_uuid: "", created_utc: "" }, {
      status_uuid: "",
      created_utc: "",
      status: "warning",
      message: "Forecasts are later.",
      posted_by_email: app.cast.ada.email,
    });
    const { created_utc, message } = posted;
    const { version } = app.services;
    const posts = { status: "warning", message, created_utc, version };
    assert.deepEqual(await status(), { ...posts, ...MEASURED });
    assert.deepEqual((await past(app.cast.ada))[0], posted);
  });

  it("refuses what it cannot take, by field, and says nothing then", async () => {
    const before = (await past(app.cast.ada)).length;
    const { post } = withToken(app, app.cast.ada.token);
    assert.deepEqual(await fieldsWrong(await post(STATUS, {})), ["status", "message"]);
    assert.deepEqual(await fieldsWrong(await post(STATUS, { ...LATE, status: "fine" })), [
      "status",
    ]);
    for (const message of [7, null, " ", "x".repeat(256), "a\0b", ["a"]]) {
      assert.deepEqual(await fieldsWrong(await post(STATUS, { ...LATE, message })), ["message"]);
    }
    for (const body of [[], "text", null]) await problemOf(await post(STATUS, body), 422);
    assert.equal((await past(app.cast.ada)).length, before);
  });

  it("is for admins, and for tokens that may write", async () => {
    const before = (await past(app.cast.ada)).length;
    const { alice, ada } = app.cast;
    for (const token of [alice.token, alice.readToken, ada.readToken]) {
      await problemOf(await withToken(app, token).post(STATUS, LATE), 403);
    }
    await problemOf(await withToken(app, "unknown").post(STATUS, LATE), 401);
    assert.equal((await past(ada)).length, before);
  });
});

describe("GET /api/v1/status/history", () => {
  it("is what was said so far, newest first, with NULL as it is", async () => {
    const statuses = await past(app.cast.charlie);
    assert.deepEqual(statuses.map((one: { message: string | null }) => one.message), [
      "Forecasts are later.",
      "Forecasts are late.",
      "The satellite is down.",
      null,
      "Of unknown age.",
    ]);
    assert.equal(statuses.at(-1).created_utc, null);
  });

  it("tells admins who said it, and members not even that there is such a thing", async () => {
    const [forAda] = await past(app.cast.ada);
    assert.equal(forAda.posted_by_email, app.cast.ada.email);
    assert.equal((await past(app.cast.ada))[1].posted_by_email, null);
    for (const one of await past(app.cast.alice)) assert.ok(!("posted_by_email" in one));
  });

  it("is as long as asked for, and refuses what is no length", async () => {
    assert.equal((await past(app.cast.alice, "?limit=2")).length, 2);
    for (const limit of ["0", "-1", "1001", "ten", "1.5", ""]) {
      const response = await withToken(app, app.cast.alice.token).get(`${HISTORY}?limit=${limit}`);
      assert.deepEqual(await fieldsWrong(response), ["limit"], limit);
    }
  });
});
