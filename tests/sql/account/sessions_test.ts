import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as sessions from "../../../sql/account/sessions.ts";
import * as viewers from "../../../sql/account/viewers.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast: { alice, bob } } = await ownCast();

const start = (secret: string, userAgent: string | null = null, days = 1) =>
  sessions.start(owner, alice.user_uuid, hashSecret(secret), { days: days, userAgent });
const listed = (secret: string) => sessions.listOf(owner, alice.user_uuid, hashSecret(secret));

describe("the sessions of a user", () => {
  it("are listed with the one that asks first, then the newest; expired ones are not", async () => {
    await start("phone", "Phone");
    await start("tablet", "Tablet");
    await start("expired", "Expired", 0);
    const shown = (await listed(alice.session)).map(({ user_agent, is_current }) =>
      `${user_agent} ${is_current}`
    );
    assert.deepEqual(shown, ["null true", "Tablet false", "Phone false"]);
    assert.equal((await listed("phone"))[0]!.user_agent, "Phone");
  });

  it("end but one, counting those that were running", async () => {
    const keep = hashSecret(alice.session);
    assert.equal(await sessions.endOthers(owner, alice.user_uuid, keep), 2);
    assert.equal(await sessions.endOthers(owner, alice.user_uuid, keep), 0);
    assert.equal((await listed(alice.session)).length, 1);
  });

  it("end all at once, and nobody else's", async () => {
    await sessions.endAll(owner, alice.user_uuid);
    assert.equal((await listed(alice.session)).length, 0);
    const bobs = await sessions.listOf(owner, bob.user_uuid, hashSecret(bob.session));
    assert.equal(bobs.length, 1);
  });
});

describe("a session", () => {
  it("is kept as a hash for its days, and expired ones are cleared by the next", async () => {
    await sessions.start(owner, bob.user_uuid, hashSecret("expired"), { days: 0 });
    await sessions.start(owner, bob.user_uuid, hashSecret("new"), { days: 30 });
    const stored = await owner`
      select session_hash, extract(day from expires_utc - created_utc)::int as days
      from app.sessions where session_hash in (${hashSecret("new")}, ${hashSecret("expired")})`;
    assert.deepEqual(stored.map((row) => row.days), [30]);
  });

  it("ends the one that it replaces, and no other of its user", async () => {
    const replaced = hashSecret("older");
    await sessions.start(owner, bob.user_uuid, replaced, { days: 1 });
    await sessions.start(owner, bob.user_uuid, hashSecret("newer"), { days: 1, replaced });
    assert.equal(await viewers.bySession(owner, replaced), undefined);
    assert.ok(await viewers.bySession(owner, hashSecret("newer")));
    assert.ok(await viewers.bySession(owner, hashSecret(bob.session)));
  });
});
