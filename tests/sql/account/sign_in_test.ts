import assert from "node:assert/strict";
import { afterAll, beforeEach, describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../../db/client.ts";
import * as signIn from "../../../sql/account/sign_in.ts";
import { ownCast } from "../../support/setup.ts";

const LIMITS = { perAccount: 3, perAddress: 5, minutes: 15 };
const HERE = "192.0.2.7";
const { database, cast } = await ownCast();
const wide = openDatabase(database.url, { ownerMax: 12, requestMax: 1 });

beforeEach(() => database.owner`delete from app.sign_in_attempts`);
afterAll(() => wide.close());

const attempt = (email = "alice@example.org", address = HERE, limits = LIMITS) =>
  signIn.beginAttempt(database.owner, email, address, limits);
const isAllowed = async (...given: Parameters<typeof attempt>) =>
  (await attempt(...given)).attempt_uuid !== null;

async function attempts(count: number, ...given: Parameters<typeof attempt>): Promise<number> {
  let allowed = 0;
  for (let n = 0; n < count; n++) if (await isAllowed(...given)) allowed++;
  return allowed;
}

/** Makes the stored attempts so many minutes older. */
const later = (minutes: number) =>
  database.owner`
    update app.sign_in_attempts set at_utc = at_utc - make_interval(mins => ${minutes})`;

describe("sign-in attempts", () => {
  it("are limited for an account from an address, whatever the case of the e-mail", async () => {
    assert.equal(await attempts(3), 3);
    assert.equal(await isAllowed(), false);
    assert.equal(await isAllowed("ALICE@example.org"), false);
    assert.equal(await isAllowed("bob@example.org"), true);
    assert.equal(await isAllowed("alice@example.org", "192.0.2.8"), true);
  });

  it("are limited for an address, whatever the account", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) assert.ok(await isAllowed(`${name}@example.org`));
    assert.equal(await isAllowed("f@example.org"), false);
    assert.equal(await isAllowed("f@example.org", "192.0.2.8"), true);
  });

  it("count an IPv6 network of 64 bits as one address, and IPv4 each by itself", async () => {
    assert.equal(await attempts(3, undefined, "2001:db8:1:2::1"), 3);
    assert.equal(await isAllowed(undefined, "2001:db8:1:2:ffff::9"), false);
    assert.equal(await isAllowed(undefined, "2001:db8:1:3::1"), true);
    assert.equal(await attempts(3), 3);
    assert.equal(await isAllowed(undefined, "192.0.2.6"), true);
  });

  it("are the same for an e-mail that does not exist", async () => {
    assert.equal(await attempts(9, "nobody@example.org"), 3);
  });

  it("do not slip past the limit by being many at once", async () => {
    const limits = { ...LIMITS, perAccount: 10, perAddress: 50 };
    const at = (email: string) => signIn.beginAttempt(wide.owner, email, HERE, limits);
    const same = await Promise.all(Array.from({ length: 20 }, () => at("alice@example.org")));
    assert.equal(same.filter(({ attempt_uuid }) => attempt_uuid).length, 10);
    const others = await Promise.all(
      Array.from({ length: 60 }, (_, index) => at(`${index}@example.org`)),
    );
    assert.equal(others.filter(({ attempt_uuid }) => attempt_uuid).length, 40);
  });

  it("say when the next one is allowed: when the oldest that counts has passed", async () => {
    await attempt();
    await later(10);
    await attempts(2);
    const { attempt_uuid, retry_after_seconds } = await attempt();
    assert.equal(attempt_uuid, null);
    assert.ok(retry_after_seconds > 290 && retry_after_seconds <= 300, `${retry_after_seconds}`);
    await later(5);
    assert.equal(await isAllowed(), true);
    assert.equal(await isAllowed(), false);
  });

  it("say the later of two times when both limits are reached", async () => {
    await attempts(1, "a@example.org");
    await later(10);
    await attempts(3);
    await attempts(1, "b@example.org");
    const { retry_after_seconds } = await attempt();
    assert.ok(retry_after_seconds > 890 && retry_after_seconds <= 900, `${retry_after_seconds}`);
  });

  it("do not count once they are refused: the wait does not grow", async () => {
    await attempts(3);
    await attempts(20);
    const [booked] = await database.owner`select count(*)::int as rows from app.sign_in_attempts`;
    assert.deepEqual(booked, { rows: 3 });
  });

  it("do not count once they were right", async () => {
    for (let n = 0; n < 9; n++) {
      const { attempt_uuid } = await attempt();
      await signIn.forgiveAttempt(database.owner, attempt_uuid!);
    }
    assert.equal(await attempts(4), 3);
  });
});

describe("the credential of an e-mail", () => {
  it("is found whatever its case, and is nothing for strangers to the service", async () => {
    const { user_uuid } = cast.alice;
    const found = await signIn.credentialOf(database.owner, "Alice@EXAMPLE.org");
    assert.equal(found!.user_uuid, user_uuid);
    assert.match(found!.password_hash, /^scrypt\$/);
    for (const email of ["nobody@example.org", "", "alice@example.org "]) {
      assert.equal(await signIn.credentialOf(database.owner, email), undefined);
    }
  });

  it("is that of the exact e-mail where the Python SDK has made two that differ in case", async () => {
    const [twin] = await database.owner`
      insert into users (email, site_group_uuid)
      values ('ALICE@example.org', ${cast.charlie.site_group_uuid}) returning user_uuid`;
    await database.owner`
      insert into app.credentials (user_uuid, password_hash) values (${twin!.user_uuid}, 'twin')`;
    const hashOf = async (email: string) =>
      (await signIn.credentialOf(database.owner, email))!.password_hash;
    assert.equal(await hashOf("ALICE@example.org"), "twin");
    assert.match(await hashOf("alice@example.org"), /^scrypt\$/);
  });
});
