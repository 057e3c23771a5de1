import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const SUBJECT = "auth0|<alice>";

async function bind() {
  await app.database.owner`
    insert into app.identities (user_uuid, issuer, subject)
    values (${app.cast.alice.user_uuid}, 'https://login.example.org/', ${SUBJECT})`;
}

describe("the identity of a user", () => {
  it("is shown to admins, who remove it by a form", async () => {
    const { ada, alice } = app.cast;
    const path = `/admin/users/${alice.user_uuid}`;
    const link = `a[href="${path}/remove-identity"]`;
    assert.ok(!(await page(as(app, ada).get(path))).has(link));
    await bind();
    const shown = await page(as(app, ada).get(path));
    assert.ok(shown.has(link));
    assert.ok(shown.text("section[aria-labelledby=identity-heading]").includes(SUBJECT));
    assert.equal((await as(app, ada).get(`${path}/remove-identity`)).status, 200);
    const removed = await as(app, ada).post(`${path}/remove-identity`);
    assert.deepEqual([removed.status, removed.headers.get("location")], [303, path]);
    assert.equal((await as(app, ada).post(`${path}/remove-identity`)).status, 404);
  });

  it("is shown and removed by the API in the same way", async () => {
    const { ada, alice } = app.cast;
    const path = `/api/v1/users/${alice.user_uuid}/identity`;
    assert.equal((await withToken(app, ada.token).get(path)).status, 404);
    await bind();
    assert.equal((await withToken(app, alice.token).get(path)).status, 403);
    const { created_utc, ...identity } = await (await withToken(app, ada.token).get(path)).json();
    assert.deepEqual(identity, { issuer: "https://login.example.org/", subject: SUBJECT });
    assert.match(created_utc, /^20.*Z$/);
    assert.equal((await withToken(app, ada.readToken).delete(path)).status, 403);
    assert.equal((await withToken(app, ada.token).delete(path)).status, 204);
    assert.equal((await withToken(app, ada.token).get(path)).status, 404);
    const events = await app.database.owner`
      select email, subject_email, detail, times from app.security_events where kind = 'identity'`;
    assert.deepEqual([...events], [{
      email: ada.email,
      subject_email: alice.email,
      detail: "Removed the identity.",
      times: 2,
    }]);
  });
});
