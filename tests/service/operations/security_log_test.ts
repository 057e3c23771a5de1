import assert from "node:assert/strict";
import { afterEach, describe, it } from "@std/testing/bdd";
import type { NewSecurityEvent } from "../../../domain/operations/security_event.ts";
import { SecurityLog } from "../../../service/operations/security_log.ts";
import { ownDatabase } from "../../support/setup.ts";

const { owner } = await ownDatabase();
const log = new SecurityLog(owner);

const event = (changes: Partial<NewSecurityEvent>): NewSecurityEvent => ({
  kind: "refusal",
  at: Temporal.Instant.from("2026-06-21T08:07:10Z"),
  user_uuid: null,
  email: "",
  subject_uuid: null,
  subject_email: "",
  address: "203.0.113.7",
  request_id: "",
  detail: "",
  ...changes,
});

const stored = async () => {
  const rows = await owner`
    select kind, host(address) as address, times from app.security_events order by times, kind`;
  return rows.map(({ kind, address, times }) => [kind, address, times]);
};

afterEach(async () => {
  await log.flush();
  await owner`delete from app.security_events`;
});

describe("the security log of the service", () => {
  it("writes at once who signs in, and together what clients can repeat", async () => {
    await log.add(event({ kind: "sign_in" }));
    for (let times = 0; times < 500; times++) await log.add(event({}));
    await log.add(event({ kind: "limit" }));
    assert.deepEqual(await stored(), [["sign_in", "203.0.113.7", 1]]);
    await log.flush();
    assert.deepEqual(await stored(), [
      ["limit", "203.0.113.7", 1],
      ["sign_in", "203.0.113.7", 1],
      ["refusal", "203.0.113.7", 500],
    ]);
  });

  it("remembers no more clients of a second than it has room for, and counts them all", async () => {
    for (let i = 0; i < 1000; i++) {
      await log.add(event({ address: `10.0.${i >> 8}.${i & 255}` }));
    }
    await log.flush();
    const rows = await owner<{ rows: number; events: number }[]>`
      select count(*)::int as rows, sum(times)::int as events from app.security_events`;
    assert.deepEqual([...rows], [{ rows: 61, events: 1000 }]);
  });
});
