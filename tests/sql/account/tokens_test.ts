import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { hashSecret, newToken } from "../../../domain/account/secret.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import * as users from "../../../sql/users/users.ts";
import * as viewers from "../../../sql/account/viewers.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();

beforeEach(() => database.owner`delete from app.api_tokens`);

async function add(days: number | null, canWrite = false, userUuid = cast.alice.user_uuid) {
  const token = newToken();
  const hash = hashSecret(token.secret);
  const { prefix } = token;
  await tokens.add(database.owner, userUuid, { hash, prefix, canWrite, days });
  return { ...token, hash };
}

const works = async (secret: string) =>
  await viewers.byToken(database.owner, hashSecret(secret)) !== undefined;

describe("API tokens", () => {
  it("are kept as hashes: the secret is nowhere in the table", async () => {
    const { secret, prefix } = await add(null);
    const [row] = await database.owner`select t::text as all from app.api_tokens t`;
    assert.ok(row!.all.includes(prefix));
    const random = secret.replace(`${prefix}_`, "");
    assert.ok(random.length > 40 && !row!.all.includes(random));
  });

  it("work for the days that they were given, or for ever", async () => {
    const [forever, week, expired] = [await add(null), await add(7), await add(0)];
    assert.deepEqual(
      [await works(forever.secret), await works(week.secret), await works(expired.secret)],
      [true, true, false],
    );
    const days = await database.owner`
      select extract(day from expires_utc - created_utc)::int as days from app.api_tokens
      order by 1 nulls last`;
    assert.deepEqual(days.map((row) => row.days), [0, 7, null]);
  });

  it("are listed newest first, with their owner and without a secret", async () => {
    const [first, second] = [await add(null), await add(30, true)];
    const listed = await tokens.list(database.owner);
    assert.deepEqual(listed.map((token) => token.prefix), [second.prefix, first.prefix]);
    const { token_uuid, created_utc, expires_utc, ...newest } = listed[0]!;
    assert.match(token_uuid, /^[0-9a-f-]{36}$/);
    assert.match(`${created_utc} ${expires_utc}`, /^\S+Z \S+Z$/);
    assert.deepEqual(newest, {
      prefix: second.prefix,
      email: "alice@example.org",
      can_write: true,
      only_generation: false,
      may_rotate: false,
      site_uuids: null,
      last_used_utc: null,
      revoked_utc: null,
    });
  });

  it("end when they are revoked, by prefix or UUID, once", async () => {
    const [byPrefix, byUuid, other] = [await add(null), await add(null), await add(null)];
    const uuid = (await tokens.list(database.owner))
      .find((token) => token.prefix === byUuid.prefix)!.token_uuid;
    for (const name of [byPrefix.prefix, uuid]) {
      assert.equal(await tokens.revoke(database.owner, name), 1);
      assert.equal(await tokens.revoke(database.owner, name), 0);
    }
    assert.equal(await tokens.revoke(database.owner, "sitecast_"), 0);
    assert.deepEqual(
      [await works(byPrefix.secret), await works(byUuid.secret), await works(other.secret)],
      [false, false, true],
    );
  });

  it("know when they were last used, many noted in one statement", async () => {
    const used = [await add(null), await add(null)];
    const unused = await add(null);
    const instant = Temporal.Instant.from("2026-06-21T08:07:00.000001Z");
    await tokens.markUsed(
      database.owner,
      new Map(used.map(({ hash }, index) => [
        Buffer.from(hash).toString("hex"),
        { at: instant.add({ minutes: index }), reads: index, writes: 1 },
      ])),
    );
    await tokens.markUsed(database.owner, new Map());
    const listed = await tokens.list(database.owner);
    const lastUse = ({ prefix }: { prefix: string }) =>
      listed.find((token) => token.prefix === prefix)!.last_used_utc;
    assert.deepEqual([...used, unused].map(lastUse), [
      "2026-06-21T08:07:00.000001Z",
      "2026-06-21T08:08:00.000001Z",
      null,
    ]);
  });

  it("of one UUID are one, whoever asks for the second", async () => {
    const uuid = "3f0c7c0e-8f5e-4c57-9a1d-8f8f5b8a1c11";
    const make = (user_uuid: string) => {
      const { secret, prefix } = newToken();
      const token = { uuid, name: "twice", hash: hashSecret(secret), prefix, canWrite: false };
      return tokens.add(database.owner, user_uuid, { ...token, days: 1 });
    };
    const { alice, bob } = cast;
    const made = await Promise.all([alice, alice, alice].map((p) => make(p.user_uuid)));
    assert.equal(made.filter(Boolean).length, 1);
    assert.equal(await make(bob.user_uuid), false);
    assert.equal((await tokens.listOf(database.owner, alice.user_uuid)).length, 1);
    assert.equal((await tokens.listOf(database.owner, bob.user_uuid)).length, 0);
  });

  it("are found and revoked by their own user alone, keeping when they first ended", async () => {
    await add(30);
    const { alice: { user_uuid: alice }, bob: { user_uuid: bob } } = cast;
    const [{ token_uuid, state } = { token_uuid: "", state: "" }] = await tokens.listOf(
      database.owner,
      alice,
    );
    assert.equal(state, "active");
    assert.equal(await tokens.findOf(database.owner, bob, token_uuid), undefined);
    assert.equal(await tokens.revokeOf(database.owner, bob, token_uuid), false);
    assert.equal(await tokens.revokeOf(database.owner, alice, token_uuid), true);
    const ended = await tokens.findOf(database.owner, alice, token_uuid);
    assert.equal(ended!.state, "revoked");
    assert.equal(await tokens.revokeOf(database.owner, alice, token_uuid), true);
    assert.deepEqual(await tokens.findOf(database.owner, alice, token_uuid), ended);
  });

  it("of a user are listed with those that work first", async () => {
    const [works, expired, newest] = [await add(null), await add(0), await add(7)];
    const listed = await tokens.listOf(database.owner, cast.alice.user_uuid);
    assert.deepEqual(
      listed.map(({ prefix, state }) => [prefix, state]),
      [[newest.prefix, "active"], [works.prefix, "active"], [expired.prefix, "expired"]],
    );
  });

  it("go with their user", async () => {
    const group = cast.alice.site_group_uuid;
    const user = (await users.make(database.owner, "dora@example.org", group))!;
    const { secret } = await add(null, false, user);
    assert.equal(await works(secret), true);
    await database.owner`delete from users where user_uuid = ${user}`;
    assert.equal(await works(secret), false);
  });
});
