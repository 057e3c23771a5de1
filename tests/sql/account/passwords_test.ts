import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as passwords from "../../../sql/account/passwords.ts";
import * as sessions from "../../../sql/account/sessions.ts";
import * as signIn from "../../../sql/account/sign_in.ts";
import * as viewers from "../../../sql/account/viewers.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();

beforeEach(() => database.owner`delete from app.password_links`);

const addLink = (secret: string, hours = 24, user = cast.alice) =>
  passwords.addLink(database.owner, user.user_uuid, hashSecret(secret), hours);
const emailOf = (secret: string) => passwords.emailOfLink(database.owner, hashSecret(secret));
const use = (secret: string, password: string) =>
  passwords.setByLink(database.owner, hashSecret(secret), password);
const passwordOf = async (email: string) =>
  (await signIn.credentialOf(database.owner, email))?.password_hash;

describe("a link that sets a password", () => {
  it("names its user, sets the password once, and is used up", async () => {
    await addLink("link");
    assert.equal(await emailOf("link"), "alice@example.org");
    assert.deepEqual(await use("link", "new hash"), {
      user_uuid: cast.alice.user_uuid,
      is_first: false,
    });
    assert.equal(await passwordOf("alice@example.org"), "new hash");
    assert.equal(await emailOf("link"), undefined);
    assert.equal(await use("link", "again"), undefined);
    assert.equal(await passwordOf("alice@example.org"), "new hash");
  });

  it("ends the user's sessions and nobody else's", async () => {
    const viewer = (secret: string) => viewers.bySession(database.owner, hashSecret(secret));
    await sessions.start(database.owner, cast.alice.user_uuid, hashSecret("running"), { days: 1 });
    await addLink("link");
    assert.ok(await viewer("running"));
    await use("link", "new hash");
    assert.equal(await viewer("running"), undefined);
    assert.ok(await viewer(cast.bob.session));
  });

  it("works no more once a newer one was made for the same user", async () => {
    await addLink("for bob", 24, cast.bob);
    await addLink("first");
    await addLink("second");
    assert.equal(await emailOf("first"), undefined);
    assert.equal(await use("first", "stale"), undefined);
    assert.equal(await emailOf("second"), "alice@example.org");
    assert.equal(await emailOf("for bob"), "bob@example.org");
  });

  it("works no more after its hours", async () => {
    await addLink("expired", 0);
    const before = await passwordOf("alice@example.org");
    assert.equal(await emailOf("expired"), undefined);
    assert.equal(await use("expired", "late"), undefined);
    assert.equal(await passwordOf("alice@example.org"), before);
  });

  it("is used by one of many who use it at once", async () => {
    await addLink("race");
    const used = await Promise.all(
      Array.from({ length: 6 }, (_, index) => use("race", `hash ${index}`)),
    );
    assert.equal(used.filter(Boolean).length, 1);
    assert.equal(await passwordOf("alice@example.org"), `hash ${used.findIndex(Boolean)}`);
  });

  it("is nothing for a secret that nobody has made", async () => {
    assert.equal(await emailOf(""), undefined);
    assert.equal(await use("made up", "hash"), undefined);
  });
});

describe("a password that its owner changes", () => {
  const change = (user: string, old: string, kept: string) =>
    passwords.change(database.owner, user, { old, new: "changed" }, hashSecret(kept));
  const viewer = (secret: string) => viewers.bySession(database.owner, hashSecret(secret));

  it("is replaced while it is the old one; links and other sessions end", async () => {
    const { user_uuid, email } = cast.charlie;
    await sessions.start(database.owner, user_uuid, hashSecret("kept"), { days: 1 });
    await addLink("charlie's", 24, cast.charlie);
    const old = (await passwords.hashOf(database.owner, user_uuid))!;
    assert.equal(await change(user_uuid, "another hash", "kept"), false);
    assert.ok(await viewer(cast.charlie.session), "nothing ends when nothing changes");
    assert.equal(await change(user_uuid, old, "kept"), true);
    assert.equal(await passwordOf(email), "changed");
    assert.ok(await viewer("kept"));
    assert.equal(await viewer(cast.charlie.session), undefined);
    assert.equal(await emailOf("charlie's"), undefined);
    assert.ok(await viewer(cast.bob.session));
  });

  it("is nothing for a user who has none", async () => {
    const [user] = await database.owner<{ user_uuid: string }[]>`
      insert into users (site_group_uuid) values (${cast.bob.site_group_uuid}) returning user_uuid`;
    assert.equal(await passwords.hashOf(database.owner, user!.user_uuid), undefined);
    assert.equal(await change(user!.user_uuid, "", "kept"), false);
  });
});
