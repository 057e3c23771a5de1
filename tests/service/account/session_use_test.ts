import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../../db/client.ts";
import { hashSecret } from "../../../domain/account/secret.ts";
import { SessionUse } from "../../../service/account/session_use.ts";
import * as sessions from "../../../sql/account/sessions.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner, url }, cast: { alice } } = await ownCast();
const IDLE_DAYS = 14;
let now = Temporal.Instant.from("2026-06-21T08:00:00Z");
const sessionUse = () => new SessionUse(owner, () => now, IDLE_DAYS);

/** Starts a session, and lets it have so many days left until it ends unused, and in any case. */
async function withDaysLeft(secret: string, unused: number, atMost: number): Promise<Uint8Array> {
  const hash = hashSecret(secret);
  await sessions.start(owner, alice.user_uuid, hash, { days: 30 });
  await setDays(hash, unused, atMost);
  return hash;
}

const setDays = (hash: Uint8Array, unused: number, atMost: number) =>
  owner`
    update app.sessions set expires_utc = now() + make_interval(days => ${unused}),
      ends_utc = now() + make_interval(days => ${atMost}) where session_hash = ${hash}`;

async function daysLeft(hash: Uint8Array): Promise<number> {
  const [session] = await owner<{ days: number }[]>`
    select round(extract(epoch from expires_utc - now()) / 86400)::int as days
    from app.sessions where session_hash = ${hash}`;
  return session!.days;
}

describe("the use of a session", () => {
  it("lets it end 14 days later, and not after its own end", async () => {
    const [young, old] = [await withDaysLeft("young", 3, 25), await withDaysLeft("old", 3, 5)];
    const use = sessionUse();
    use.add(young);
    use.add(old);
    await use.flush();
    assert.deepEqual([await daysLeft(young), await daysLeft(old)], [14, 5]);
  });

  it("brings back none that has ended, and shortens none", async () => {
    const [long, ended] = [await withDaysLeft("long", 20, 25), await withDaysLeft("ended", -1, 20)];
    const use = sessionUse();
    use.add(ended);
    use.add(long);
    await use.flush();
    assert.deepEqual([await daysLeft(ended), await daysLeft(long)], [-1, 20]);
  });

  it("is written once an hour", async () => {
    const hash = await withDaysLeft("busy", 3, 25);
    const use = sessionUse();
    const useAgain = async () => {
      await setDays(hash, 3, 25);
      use.add(hash);
      await use.flush();
      return await daysLeft(hash);
    };
    assert.equal(await useAgain(), 14);
    now = now.add({ minutes: 59 });
    assert.equal(await useAgain(), 3);
    now = now.add({ minutes: 1 });
    assert.equal(await useAgain(), 14);
  });

  it("that cannot be written ends nothing", async () => {
    const closed = openDatabase(url.replace(/:\d+\//, ":1/"));
    const use = new SessionUse(closed.owner, () => now, IDLE_DAYS);
    use.add(hashSecret("busy"));
    await use.flush();
    await closed.owner.end({ timeout: 0 });
  });
});
