import assert from "node:assert/strict";
import { afterAll, beforeEach, describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../../db/client.ts";
import * as signIn from "../../../sql/account/sign_in.ts";
import { ageAttempts } from "../../support/attempts.ts";
import { ownCast } from "../../support/setup.ts";

const LIMITS = { perAccount: 3, perAddress: 5, minutes: 15 };
const HERE = "192.0.2.7";
const { database, cast } = await ownCast();
const wide = openDatabase(database.url, { ownerMax: 12, requestMax: 1 });

beforeEach(() => database.owner`delete from app.sign_in_attempts`);
afterAll(() => wide.close());

interface Given {
  email?: string;
  address?: string;
  device?: string;
}

const attempt = ({ email = "alice@example.org", address = HERE, device }: Given = {}) =>
  signIn.beginAttempt(database.owner, { email, address, device }, LIMITS);
const isAllowed = async (given?: Given) => (await attempt(given)).attempt_uuid !== null;

const later = (seconds: number) => ageAttempts(database.owner, seconds);

/** Attempts with a minute between them, after which an account is checked again; how many were. */
async function attempts(count: number, given?: Given): Promise<number> {
  let allowed = 0;
  for (let n = 0; n < count; n++) {
    await later(60);
    if (await isAllowed(given)) allowed++;
  }
  return allowed;
}

/** Attempts at the same moment; how many were allowed. */
async function atOnce(all: Given[], limits = LIMITS): Promise<number> {
  const begun = await Promise.all(
    all.map(({ email = "alice@example.org", address = HERE, device }) =>
      signIn.beginAttempt(wide.owner, { email, address, device }, limits)
    ),
  );
  return begun.filter(({ attempt_uuid }) => attempt_uuid !== null).length;
}

const from = (host: number) => `198.51.100.${host}`;
const waitOf = async (given?: Given) => (await attempt(given)).retry_after_seconds;

describe("sign-in attempts", () => {
  it("are limited for an account from an address, whatever the case of the e-mail", async () => {
    assert.equal(await attempts(4), 3);
    await later(60);
    assert.equal(await isAllowed({ email: "ALICE@example.org" }), false);
    assert.equal(await isAllowed({ email: "bob@example.org" }), true);
    assert.equal(await isAllowed({ address: "192.0.2.8" }), true);
  });

  it("are limited for an address, whatever the account", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) {
      assert.ok(await isAllowed({ email: `${name}@example.org` }));
    }
    assert.equal(await isAllowed({ email: "f@example.org" }), false);
    assert.equal(await isAllowed({ email: "f@example.org", address: "192.0.2.8" }), true);
  });

  it("count an IPv6 network of 64 bits as one address, and IPv4 each by itself", async () => {
    assert.equal(await attempts(3, { address: "2001:db8:1:2::1" }), 3);
    await later(60);
    assert.equal(await isAllowed({ address: "2001:db8:1:2:ffff::9" }), false);
    assert.equal(await isAllowed({ address: "2001:db8:1:3::1" }), true);
    assert.equal(await attempts(3), 3);
    await later(60);
    assert.equal(await isAllowed({ address: "192.0.2.6" }), true);
  });

  it("count an IPv6 network of 56 bits together, four times as many as an address", async () => {
    const of = (n: number, network = "00") => ({
      email: `${n}@example.org`,
      address: `2001:db8:1:${network}${(n % 10).toString(16).padStart(2, "0")}::1`,
    });
    for (let n = 0; n < 20; n++) assert.ok(await isAllowed(of(n)), `attempt ${n}`);
    assert.equal(await isAllowed({ email: "20@example.org", address: "2001:db8:1:ff::1" }), false);
    assert.equal(await isAllowed(of(20, "01")), true, "the next /56");
  });

  it("are the same for an e-mail that does not exist", async () => {
    assert.equal(await attempts(5, { email: "nobody@example.org" }), 3);
  });

  it("are checked each second for an account from anywhere, then half as often, then each minute", async () => {
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      assert.ok(await isAllowed({ address: from(n) }), `attempt ${n}`);
      const wait = await waitOf({ address: from(100 + n) });
      waits.push(wait);
      await later(wait);
    }
    assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("from many addresses at the same moment are checked once for an account", async () => {
    const all = Array.from({ length: 20 }, (_, n) => ({ address: from(n) }));
    assert.equal(await atOnce(all), 1);
  });

  it("of a known device are limited by itself, whatever everybody else does", async () => {
    for (let n = 0; n < 7; n++) {
      assert.equal(await atOnce([{ address: from(n) }, { address: from(50 + n) }]), 1);
      await later(60);
    }
    await isAllowed();
    const known = { device: "phone" };
    assert.deepEqual([await isAllowed(), await isAllowed(known)], [false, true]);
    assert.deepEqual([await isAllowed(known), await isAllowed(known)], [true, true]);
    assert.equal(await isAllowed(known), false, "its own limit");
    assert.equal(await isAllowed({ device: "laptop" }), true);
  });

  it("of a known device count for nobody else", async () => {
    for (let n = 0; n < 3; n++) await attempt({ device: "phone" });
    assert.equal(await isAllowed(), true);
  });

  it("do not slip past a limit by being many at once", async () => {
    const others = Array.from({ length: 60 }, (_, n) => ({ email: `${n}@example.org` }));
    assert.equal(await atOnce(others, { ...LIMITS, perAddress: 50 }), 50);
    const same = Array.from({ length: 20 }, () => ({ device: "phone" }));
    assert.equal(await atOnce(same, { ...LIMITS, perAccount: 10 }), 10);
  });

  it("say when the next one is allowed: when the oldest that counts has passed", async () => {
    await attempt();
    await later(500);
    await attempts(2);
    await later(60);
    const { attempt_uuid, retry_after_seconds } = await attempt();
    assert.equal(attempt_uuid, null);
    assert.ok(retry_after_seconds > 210 && retry_after_seconds <= 220, `${retry_after_seconds}`);
    await later(220);
    assert.equal(await isAllowed(), true);
    await later(60);
    assert.equal(await isAllowed(), false);
  });

  it("say the latest of the times when several limits are reached", async () => {
    await attempt({ email: "a@example.org" });
    await later(600);
    await attempts(3);
    await attempt({ email: "b@example.org" });
    const wait = await waitOf();
    assert.ok(wait > 770 && wait <= 780, `${wait}`);
  });

  it("do not count once they are refused: the wait does not grow", async () => {
    await attempts(3);
    for (let n = 0; n < 20; n++) await attempt();
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
