import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret, newToken } from "../../../../domain/account/secret.ts";
import * as tokens from "../../../../sql/account/tokens.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

async function make(changes: Partial<tokens.NewToken> = {}): Promise<string> {
  const { secret, prefix } = newToken();
  const token = { name: "export", hash: hashSecret(secret), prefix, canWrite: true, days: 30 };
  const { user_uuid } = app.cast.alice;
  await tokens.add(app.database.owner, user_uuid, { mayRotate: true, ...token, ...changes });
  return secret;
}

const rotate = (secret: string, body: unknown = {}) =>
  withToken(app, secret).post("/api/v1/tokens/rotate", body);
const works = async (secret: string) => (await withToken(app, secret).get("/api/v1/me")).status;

async function stored(secret: string) {
  const [row] = await app.database.owner`
    select name, can_write, only_generation, site_uuids, may_rotate,
      extract(epoch from expires_utc - created_utc)::int as seconds,
      (extract(epoch from expires_utc - now()) / 60)::float8 as minutes_left
    from app.api_tokens where token_hash = ${hashSecret(secret)}`;
  return row!;
}

async function successorOf(secret: string, body?: unknown): Promise<string> {
  const response = await rotate(secret, body);
  assert.equal(response.status, 201, await response.clone().text());
  assert.equal(response.headers.get("cache-control"), "no-store");
  return (await response.json()).token;
}

describe("POST /api/v1/tokens/rotate", () => {
  it("makes a token of the same kind and length of life, and ends the old one later", async () => {
    const { plant } = app.cast.sites;
    for (
      const kind of [
        {},
        { canWrite: false },
        { onlyGeneration: true },
        { siteUuids: [plant], days: null },
      ]
    ) {
      const old = await make(kind);
      const { minutes_left: _, ...before } = await stored(old);
      const successor = await successorOf(old, { overlap_minutes: 20 });
      const { minutes_left: __, ...after } = await stored(successor);
      assert.deepEqual(after, before);
      assert.ok(Math.abs((await stored(old)).minutes_left - 20) < 1);
      const { minutes_left: ___, ...third } = await stored(await successorOf(successor));
      assert.deepEqual(third, before);
    }
  });

  it("ends the old one at once where no overlap is wanted, and never lets it live longer", async () => {
    const old = await make();
    const successor = await successorOf(old, { overlap_minutes: 0 });
    assert.deepEqual([await works(old), await works(successor)], [401, 200]);
    const ending = await make();
    await app.database.owner`
      update app.api_tokens set expires_utc = now() + interval '1 minute'
      where token_hash = ${hashSecret(ending)}`;
    await successorOf(ending, { overlap_minutes: 60 });
    assert.ok((await stored(ending)).minutes_left <= 1);
    assert.deepEqual(await fieldsWrong(await rotate(await make(), { overlap_minutes: 61 })), [
      "overlap_minutes",
    ]);
  });

  it("makes one that works: a lost response may be asked for again until it is used", async () => {
    const old = await make();
    const lost = await successorOf(old);
    const successor = await successorOf(old);
    assert.deepEqual([await works(lost), await works(successor), await works(old)], [
      401,
      200,
      200,
    ]);
    assert.equal((await stored(successor)).seconds, 30 * 86_400);
    await app.database.owner`
      update app.api_tokens set last_used_utc = now()
      where token_hash = ${hashSecret(successor)}`;
    await problemOf(await rotate(old), 409);
    const raced = await make();
    const made = await Promise.all(Array.from({ length: 5 }, () => rotate(raced)));
    const secrets = await Promise.all(made.map(async (one) => (await one.json()).token));
    const working = await Promise.all(secrets.map(works));
    assert.deepEqual(working.filter((status) => status === 200), [200]);
  });

  it("is refused to a token that may not, and shows its secret once for a key", async () => {
    const problem = await problemOf(await rotate(app.cast.alice.token), 403);
    assert.match(problem.detail, /may not make its successor/);
    const old = await make();
    const keyed = () =>
      app.fetch("/api/v1/tokens/rotate", {
        method: "POST",
        headers: {
          authorization: `Bearer ${old}`,
          "content-type": "application/json",
          "idempotency-key": "rotation",
        },
        body: "{}",
      });
    const { token } = await (await keyed()).json();
    assert.match((await problemOf(await keyed(), 409)).detail, /shown once/);
    assert.equal(await works(token), 200);
    const [{ kept }] = await app.database.owner<[{ kept: string }]>`
      select concat((select json_agg(k) from app.idempotency_keys k),
        (select json_agg(e) from app.security_events e)) as kept`;
    assert.ok(!kept.includes(token), "the secret is stored nowhere");
    assert.match(kept, /Rotated sitecast_[0-9a-f]{8}: sitecast_[0-9a-f]{8}\./);
  });
});

describe("GET /api/v1/me/usage", () => {
  it("tells what one's own tokens sent, and what is left of the minute", async () => {
    const { owner } = app.database;
    const { alice, bob, sites: { plant } } = app.cast;
    const used = (token: string, reads: number) => ({ token, reads });
    const limited = await make({ siteUuids: [plant] });
    const uses = [used(alice.token, 5), used(limited, 3), used(bob.token, 7)];
    const at = Temporal.Instant.from(app.clock.now.toString());
    await tokens.markUsed(
      owner,
      new Map(
        uses.map(({ token, reads }) => [hashSecret(token).toHex(), { at, reads, writes: 1 }]),
      ),
    );
    const usage = async (token: string) =>
      await (await withToken(app, token).get("/api/v1/me/usage")).json();
    const { days, limits } = await usage(alice.token);
    assert.deepEqual(
      days.map(({ reads, writes }: { reads: number; writes: number }) => [reads, writes]),
      [[5, 1], [3, 1]],
    );
    const { readsPerMinute, writesPerMinute } = app.services.settings.requestLimits;
    assert.deepEqual(limits.writes, {
      per_minute: writesPerMinute,
      left: writesPerMinute - 1, // she tried to rotate it
    });
    assert.ok(limits.reads.per_minute === readsPerMinute && limits.reads.left < readsPerMinute);
    assert.equal((await usage(limited)).days.length, 1, "a limited token sees its own");
    assert.equal((await usage(app.cast.charlie.token)).days.length, 0);
    const wrong = await withToken(app, alice.token).get("/api/v1/me/usage?from=yesterday");
    assert.deepEqual(await fieldsWrong(wrong), ["from"]);
  });
});
