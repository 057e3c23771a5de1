import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";
import { problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const prefixOf = (secret: string) => secret.split("_").slice(0, 2).join("_");
const works = async (secret: string) => (await withToken(app, secret).get("/api/v1/me")).status;

interface Listed {
  tokens: { token_uuid: string; prefix: string; state: string }[];
  next_cursor: string | null;
}

async function listed(path: string): Promise<Listed> {
  return await (await withToken(app, app.cast.ada.token).get(`/api/v1${path}`)).json();
}

describe("admins", () => {
  it("list the tokens of a user page by page, and revoke one by the API", async () => {
    const { alice, ada } = app.cast;
    const path = `/users/${alice.user_uuid}/tokens`;
    const first = await listed(`${path}?limit=1`);
    const second = await listed(`${path}?limit=1&cursor=${first.next_cursor}`);
    const both = [...first.tokens, ...second.tokens];
    assert.deepEqual(
      both.map(({ prefix }) => prefix).sort(),
      [alice.token, alice.readToken].map(prefixOf).sort(),
    );
    assert.equal(second.next_cursor, null);
    const uuid = both.find(({ prefix }) => prefix === prefixOf(alice.readToken))!.token_uuid;
    const remove = (of: string) =>
      withToken(app, ada.token).delete(`/api/v1/users/${of}/tokens/${uuid}`);
    await problemOf(await remove(app.cast.bob.user_uuid), 404);
    assert.equal((await remove(alice.user_uuid)).status, 204);
    assert.deepEqual([await works(alice.readToken), await works(alice.token)], [401, 200]);
    const [event] = await app.database.owner`
      select email, subject_email, detail from app.security_events where kind = 'token'`;
    assert.deepEqual({ ...event }, {
      email: ada.email,
      subject_email: alice.email,
      detail: `Revoked ${prefixOf(alice.readToken)}.`,
    });
  });

  it("do the same on pages, which show no secret", async () => {
    const { bob, ada } = app.cast;
    const path = `/admin/users/${bob.user_uuid}/tokens`;
    const list = await page(as(app, ada).get(path));
    assert.ok(list.source.includes(prefixOf(bob.token)) && !list.source.includes(bob.token));
    const [{ token_uuid = "" } = {}] = (await listed(`/users/${bob.user_uuid}/tokens`)).tokens
      .filter(({ prefix }) => prefix === prefixOf(bob.token));
    const confirm = await page(as(app, ada).get(`${path}/${token_uuid}/revoke`));
    assert.match(confirm.text("main"), /will be refused/);
    assert.equal((await as(app, ada).post(`${path}/${token_uuid}/revoke`)).status, 303);
    assert.equal(await works(bob.token), 401);
    const foreign = `/admin/users/${app.cast.alice.user_uuid}/tokens/${token_uuid}/revoke`;
    assert.equal((await as(app, ada).get(foreign)).status, 404);
  });
});
