import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp } from "../../../../routes/app.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { makePerson } from "../../../support/cast.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

type Listed = { token_uuid: string; prefix: string; can_write: boolean; state: string };
async function listed(token: string): Promise<Listed[]> {
  const response = await withToken(app, token).get("/api/v1/tokens");
  assert.equal(response.status, 200);
  return (await response.json()).tokens;
}
const prefixOf = (secret: string) => secret.split("_").slice(0, 2).join("_");

describe("GET /api/v1/tokens", () => {
  it("lists one's own, without secrets, also for a token that may only read", async () => {
    const { alice } = app.cast;
    for (const token of [alice.token, alice.readToken]) {
      const tokens = await listed(token);
      assert.deepEqual(
        tokens.map(({ prefix, can_write }) => [prefix, can_write].join()).sort(),
        [`${prefixOf(alice.token)},true`, `${prefixOf(alice.readToken)},false`].sort(),
      );
      const text = JSON.stringify(tokens);
      for (const secret of [alice.token, alice.readToken]) assert.ok(!text.includes(secret));
      assert.doesNotMatch(text, /hash/);
    }
  });
});

describe("DELETE /api/v1/tokens/{uuid}", () => {
  it("revokes a token of one's own, also the one that asks", async () => {
    const mia = await makePerson(app.database.owner, "mia@example.org", app.cast.alice);
    const tokens = await listed(mia.token);
    const uuidOf = (secret: string) =>
      tokens.find(({ prefix }) => prefix === prefixOf(secret))!.token_uuid;
    const remove = (secret: string) =>
      withToken(app, mia.token).delete(`/api/v1/tokens/${uuidOf(secret)}`);
    assert.equal((await remove(mia.readToken)).status, 204);
    assert.equal((await remove(mia.readToken)).status, 204, "as it is already");
    const states = (await listed(mia.token)).map(({ state }) => state);
    assert.deepEqual(states, ["active", "revoked"]);
    await problemOf(await withToken(app, mia.readToken).get("/api/v1/me"), 401);
    assert.equal((await remove(mia.token)).status, 204);
    await problemOf(await remove(mia.token), 401);
  });

  it("is 404 for another's, 403 for a token that may only read, 422 for no UUID", async () => {
    const { alice, bob, ada } = app.cast;
    const [{ token_uuid } = { token_uuid: "" }] = await listed(alice.token);
    const path = `/api/v1/tokens/${token_uuid}`;
    for (const { token } of [bob, ada]) {
      await problemOf(await withToken(app, token).delete(path), 404);
    }
    await problemOf(await withToken(app, alice.readToken).delete(path), 403);
    const wrong = await withToken(app, alice.token).delete(
      `/api/v1/tokens/${prefixOf(alice.token)}`,
    );
    assert.deepEqual(await fieldsWrong(wrong), ["token_uuid"]);
    assert.ok((await listed(alice.token)).every(({ state }) => state === "active"));
  });
});

describe("a leaked token", () => {
  /** Counts all tokens, sessions and links, and lists all password hashes. */
  const ways = async () => {
    const [row] = await app.database.owner`
      select (select count(*)::int from app.api_tokens) as tokens,
        (select count(*)::int from app.sessions) as sessions,
        (select count(*)::int from app.password_links) as links,
        (select string_agg(password_hash, ' ' order by user_uuid) from app.credentials) as passwords`;
    return { ...row };
  };

  it("makes nothing by the API that outlives it but keys of loggers and, where it may, its successor", () => {
    // Sessions of charging and of loggers are no sign-ins.
    const isOther = (path: string) =>
      path.startsWith("/api/v1/charging/") || /^\/api\/v1\/loggers\/.*\/sessions/.test(path);
    const writes = createApp(app.services).routes
      .filter(({ method, path }) =>
        path.startsWith("/api/") && !isOther(path) && !["ALL", "GET"].includes(method) &&
        /key|token|session|password|link|account|sign-in/.test(path)
      ).map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual([...new Set(writes)].sort(), [
      "DELETE /api/v1/download-links/:link_uuid",
      "DELETE /api/v1/loggers/:logger_uuid/keys/:key_uuid",
      "DELETE /api/v1/tokens/:token_uuid",
      "DELETE /api/v1/users/:user_uuid/tokens/:token_uuid",
      "POST /api/v1/download-links",
      "POST /api/v1/loggers/:logger_uuid/keys",
      "POST /api/v1/tokens/rotate",
    ]);
  });

  it("cannot use the pages that do, nor post to what the API might call them", async () => {
    const { ada } = app.cast;
    const before = await ways();
    const form = { name: "more", scope: "write", expiry: "never", form_key: crypto.randomUUID() };
    const password = { current_password: ada.password, password: "another long password" };
    const attempts: [string, Record<string, string>][] = [
      ["/account/tokens", form],
      ["/account/password", password],
      [`/admin/users/${ada.user_uuid}/password-link`, {}],
      ["/api/v1/tokens", form],
      ["/api/v1/sessions", {}],
      [`/api/v1/users/${ada.user_uuid}/password-link`, {}],
      [`/api/v1/users/${ada.user_uuid}/tokens`, form],
    ];
    for (const [path, body] of attempts) {
      const { status } = await withToken(app, ada.token).post(path, body);
      assert.ok([401, 403, 404, 405].includes(status), `${path}: ${status}`);
    }
    const patched = await withToken(app, ada.token)
      .patch(`/api/v1/users/${ada.user_uuid}`, { password: "another long password" });
    await problemOf(patched, 422);
    const made = await withToken(app, ada.token).post("/api/v1/users", {
      email: "leak@example.org",
      site_group_uuid: ada.site_group_uuid,
    });
    assert.equal(made.status, 201);
    assert.deepEqual(await ways(), before, "who is made so cannot come in");
  });
});
