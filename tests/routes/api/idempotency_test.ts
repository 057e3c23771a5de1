import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";
import { makeLogger } from "../../support/loggers.ts";
import { problemOf } from "../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const SITE = { client_site_name: "Roof", latitude: 51, longitude: 0, capacity_kw: 4 };

function send(
  { path = "/api/v1/sites", key, body = SITE, token = app.cast.alice.token }: {
    path?: string;
    key: string;
    body?: object;
    token?: string;
  },
) {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "idempotency-key": key,
  };
  return app.fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function named(name: string): Promise<number> {
  const [{ count }] = await app.database.owner<[{ count: number }]>`
    select count(*)::integer as count from sites where client_site_name = ${name}`;
  return count;
}

describe("a POST with an Idempotency-Key", () => {
  it("does nothing when it is sent again, and gets the same response", async () => {
    const first = await send({ key: "one" });
    const again = await send({ key: "one" });
    assert.deepEqual([first.status, again.status], [201, 201]);
    assert.deepEqual(await again.json(), await first.json());
    assert.equal(first.headers.get("idempotent-replayed"), null);
    assert.equal(again.headers.get("idempotent-replayed"), "true");
    assert.equal(again.headers.get("location"), first.headers.get("location"));
    assert.equal(await named("Roof"), 1);
  });

  it("makes one thing when 20 are sent at once", async () => {
    const body = { ...SITE, client_site_name: "Raced" };
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => send({ key: "raced", body })),
    );
    const made = new Set<string>();
    for (const response of responses) {
      if (response.status === 201) made.add((await response.json()).site_uuid);
      else await problemOf(response, 409);
    }
    assert.equal(made.size, 1);
    assert.equal(await named("Raced"), 1);
  });

  it("is refused with another body or query string, and free for another user", async () => {
    await send({ key: "body", body: { ...SITE, client_site_name: "Mine" } });
    await problemOf(await send({ key: "body", body: { ...SITE, client_site_name: "Other" } }), 422);
    assert.equal(await named("Other"), 0);
    const charlies = { ...SITE, client_site_name: "Charlie's" };
    const { status } = await send({ key: "body", body: charlies, token: app.cast.charlie.token });
    assert.equal(status, 201);
    assert.equal(await named("Charlie's"), 1);
  });

  it("may be sent again when it was refused", async () => {
    const wrong = { ...SITE, client_site_name: "Later", latitude: 99 };
    assert.equal((await send({ key: "refused", body: wrong })).status, 422);
    const { status } = await send({ key: "refused", body: { ...wrong, latitude: 9 } });
    assert.equal(status, 201);
  });

  it("shows a secret once", async () => {
    const { alice, sites } = app.cast;
    const { logger_uuid } = await makeLogger(app.database, alice, sites.plant);
    const path = `/api/v1/loggers/${logger_uuid}/keys`;
    const first = await send({ path, key: "secret", body: { label: "New" } });
    const { key } = await first.json();
    const problem = await problemOf(
      await send({ path, key: "secret", body: { label: "New" } }),
      409,
    );
    assert.match(problem.detail, /shown once/);
    const [{ kept }] = await app.database.owner<[{ kept: string }]>`
      select json_agg(k)::text as kept from app.idempotency_keys k`;
    assert.ok(!kept.includes(key), "the secret is stored nowhere");
  });

  it("shows nothing of a group that its user has left", async () => {
    const { alice, charlie } = app.cast;
    const body = { ...SITE, client_site_name: "Left behind" };
    await send({ key: "moved", body });
    const move = (to: string) =>
      app.database.owner`
        update users set site_group_uuid = ${to} where user_uuid = ${alice.user_uuid}`;
    await move(charlie.site_group_uuid);
    await problemOf(await send({ key: "moved", body }), 422);
    await move(alice.site_group_uuid);
  });

  it("is free again after a day", async () => {
    const body = { ...SITE, client_site_name: "Daily" };
    await send({ key: "daily", body });
    await app.database.owner`
      update app.idempotency_keys set created_utc = created_utc - interval '25 hours'`;
    assert.equal((await send({ key: "daily", body })).headers.get("idempotent-replayed"), null);
    assert.equal(await named("Daily"), 2);
  });

  it("needs a key that can be read", async () => {
    await problemOf(await send({ key: "two words" }), 422);
    await problemOf(await send({ key: "x".repeat(256) }), 422);
  });
});
