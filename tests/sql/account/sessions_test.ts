import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as sessions from "../../../sql/account/sessions.ts";
import * as signIn from "../../../sql/account/sign_in.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast: { alice, bob } } = await ownCast();

const start = (secret: string, userAgent: string | null = null, days = 1) =>
  signIn.startSession(owner, alice.user_uuid, hashSecret(secret), days, userAgent);
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
