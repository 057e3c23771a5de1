import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import type { NewSecurityEvent } from "../../../domain/operations/security_event.ts";
import * as securityEvents from "../../../sql/operations/security_events.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast: { alice, bob } } = await ownCast();

const AT = Temporal.Instant.from("2026-06-21T08:07:10Z");
const inSeconds = (seconds: number) => AT.add({ seconds });

const add = (event: Partial<NewSecurityEvent>) =>
  securityEvents.add(owner, {
    kind: "refusal",
    at: AT,
    user_uuid: null,
    email: "",
    subject_uuid: null,
    subject_email: "",
    address: "203.0.113.7",
    request_id: "r1",
    detail: "",
    ...event,
  });

const stored = () =>
  owner`select kind, times, email, detail, host(address) as address, at_utc, last_utc, request_id
    from app.security_events order by at_utc, times desc, email`;

beforeEach(async () => void await owner`delete from app.security_events`);

describe("the security log", () => {
  it("counts refusals of a client in a minute in one row, whatever it requested", async () => {
    await add({ detail: "GET /admin" });
    await add({ detail: "GET /admin/users", at: inSeconds(49), request_id: "r2" });
    await add({ detail: "GET /admin", at: inSeconds(50) });
    await add({ detail: "GET /admin", address: "203.0.113.8", at: inSeconds(51) });
    assert.deepEqual([...await stored()].map((row) => [row.times, row.detail, row.request_id]), [
      [2, "GET /admin", "r1"],
      [1, "GET /admin", "r1"],
      [1, "GET /admin", "r1"],
    ]);
    const [{ at_utc, last_utc }] = await stored() as unknown as [Record<string, string>];
    assert.deepEqual([at_utc, last_utc], ["2026-06-21T08:07:10Z", "2026-06-21T08:07:59Z"]);
  });

  it("takes an IPv6 client for its /64", async () => {
    await add({ address: "2001:db8::1" });
    await add({ address: "2001:db8::ffff:1" });
    await add({ address: "2001:db8:0:1::1" });
    assert.deepEqual([...await stored()].map(({ times }) => times), [2, 1]);
  });

  it("keeps a row for each e-mail address that failed, and one for all after a limit", async () => {
    for (const kind of ["failure", "limit"] as const) {
      await add({ kind, email: "alice@example.org" });
      await add({ kind, email: "bob@example.org" });
    }
    assert.deepEqual([...await stored()].map(({ kind, times }) => [kind, times]), [
      ["limit", 2],
      ["failure", 1],
      ["failure", 1],
    ]);
  });

  it("adds at most 61 rows in a minute for clients that are not signed in, and hides no user", async () => {
    for (let i = 0; i < 70; i++) await add({ address: `203.0.113.${i}` });
    await add({ kind: "rights", user_uuid: alice.user_uuid, email: alice.email });
    const rows = [...await stored()];
    assert.deepEqual(rows.map(({ times }) => times), [10, ...Array(61).fill(1)]);
    assert.deepEqual([rows[0]!.address, rows.at(-1)!.email], [null, alice.email]);
    await add({ at: inSeconds(60) });
    assert.equal((await stored()).length, 63);
  });

  it("adds at most 61 rows in a minute for one user, whatever the user does", async () => {
    for (let i = 0; i < 63; i++) {
      await add({ kind: "token", user_uuid: alice.user_uuid, detail: `Made ${i}.` });
    }
    await add({ kind: "token", user_uuid: bob.user_uuid, detail: "Made." });
    assert.deepEqual((await stored()).slice(0, 2).map(({ times }) => times), [3, 1]);
    assert.equal((await stored()).length, 62);
  });

  it("bounds what clients typed, and stores what PostgreSQL would refuse", async () => {
    await add({ kind: "failure", email: `\0${"x".repeat(400)}`, detail: "\ud800".repeat(400) });
    const [event] = await stored();
    assert.equal(event!.email, `\u{FFFD}${"x".repeat(254)}`);
    assert.equal(event!.detail, "\u{FFFD}".repeat(300));
  });
});
