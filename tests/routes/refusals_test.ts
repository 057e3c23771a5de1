import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashPassword, isHashingBusy } from "../../routes/http/password_queue.ts";
import { postForm, type TestApp, testApp, withToken } from "../support/app.ts";

const ORIGIN = "http://localhost:8000";

describe("a request that cannot be served", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.close());

  it("for a method that the API does not take names those that it takes", async () => {
    const headers = { authorization: `Bearer ${app.cast.alice.token}` };
    const response = await app.fetch("/api/v1/sites", { method: "DELETE", headers });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow"), "GET, HEAD, OPTIONS, POST");
    assert.equal(response.headers.get("content-type"), "application/problem+json");
  });

  it("with a damaged form is told so", async () => {
    const headers = { origin: ORIGIN, "content-type": "multipart/form-data; boundary=x" };
    const init = { method: "POST", headers, body: "--x\r\nno form at all" };
    assert.equal((await app.fetch("/sign-in", init)).status, 422);
  });

  it("with a HEAD and no session leads to the sign-in page, as a GET does", async () => {
    const response = await app.fetch("/sites", { method: "HEAD" });
    assert.equal(response.status, 303);
    assert.match(response.headers.get("location")!, /^\/sign-in\?next=/);
  });

  for (const start of ["1899-12-31T00:00:00Z", "9999-12-31T00:00:00Z", "0000-01-01T00:00:00Z"]) {
    it(`of the year of ${start} is not valid`, async () => {
      const path = `/api/v1/sites/${app.cast.sites.plant}/forecast?start=${start}`;
      assert.equal((await withToken(app, app.cast.alice.token).get(path)).status, 422);
    });
  }

  it("because of a long line of sign-ins is sent away, and costs no attempt", async () => {
    const slow = { N: 2 ** 14, r: 8, p: 1 };
    const others = Array.from({ length: 30 }, () => hashPassword("somebody else", slow));
    assert.equal(isHashingBusy(), true);
    const form = { email: "alice@example.org", password: "wrong" };
    const response = await postForm(app, "/sign-in", form, "203.0.113.77");
    assert.equal(response.status, 503);
    assert.equal(response.headers.get("retry-after"), "5");
    const [row] = await app.database.owner`
      select count(*)::int as attempts from app.sign_in_attempts where address = '203.0.113.77'`;
    assert.equal(row!.attempts, 0);
    await Promise.all(others);
  });
});
