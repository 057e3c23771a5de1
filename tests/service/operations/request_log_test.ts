import assert from "node:assert/strict";
import { afterEach, describe, it } from "@std/testing/bdd";
import { configure, reset } from "@logtape/logtape";
import { openDatabase } from "../../../db/client.ts";
import { RequestLog } from "../../../service/operations/request_log.ts";
import { until } from "../../support/until.ts";
import { waitsForALock } from "../../support/inspect.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { alice, bob, charlie } = cast;

let now = Temporal.Instant.from("2026-06-21T08:00:00Z");
const log = new RequestLog(owner, () => now);

async function stored(): Promise<string[][]> {
  const rows = await owner<{ email: string; url: string; created_utc: string }[]>`
    select email, url, r.created_utc from api_request r join users using (user_uuid)
    order by r.created_utc, url`;
  return rows.map(({ email, url, created_utc }) => [email, url, created_utc]);
}

async function lastSeen(user_uuid: string): Promise<string | null> {
  const [row] = await owner<{ last_seen_utc: string | null }[]>`
    select last_seen_utc from users where user_uuid = ${user_uuid}`;
  return row!.last_seen_utc;
}

afterEach(() => owner`delete from api_request`);

describe("the log of requests", () => {
  it("is written in one go, each request with its time, and when each user was last seen", async () => {
    log.add(alice.user_uuid, "/sites?page=2");
    log.add(bob.user_uuid, "/api/v1/sites");
    now = now.add({ seconds: 90, microseconds: 7 });
    log.add(alice.user_uuid, "/sites?page=2");
    assert.deepEqual(await stored(), [], "a request waits for no write");
    await log.flush();
    assert.deepEqual(
      await stored(),
      [
        [bob.email, "/api/v1/sites", "2026-06-21T08:00:00Z"],
        [alice.email, "/sites?page=2", "2026-06-21T08:00:00Z"],
        [alice.email, "/sites?page=2", "2026-06-21T08:01:30.000007Z"],
      ].sort((a, b) => a[2]!.localeCompare(b[2]!) || a[1]!.localeCompare(b[1]!)),
    );
    assert.equal(await lastSeen(alice.user_uuid), "2026-06-21T08:01:30.000007Z");
    assert.equal(await lastSeen(bob.user_uuid), "2026-06-21T08:00:00Z");
    assert.equal(await lastSeen(charlie.user_uuid), null);
  });

  it("is written by itself soon", async () => {
    log.add(charlie.user_uuid, "/sites");
    await until(async () => (await stored()).length === 1);
  });

  it("writes each request once, and nothing when there was none", async () => {
    log.add(alice.user_uuid, "/sites");
    await Promise.all([log.flush(), log.flush()]);
    await log.flush();
    assert.equal((await stored()).length, 1);
  });

  it("never takes back when somebody was last seen", async () => {
    const later = "2026-06-22T00:00:00Z";
    await owner`update users set last_seen_utc = ${later} where user_uuid = ${alice.user_uuid}`;
    log.add(alice.user_uuid, "/sites");
    await log.flush();
    assert.equal(await lastSeen(alice.user_uuid), later);
  });

  it("keeps what it is sent as it is, shortened where it is very long", async () => {
    const evil = "/sites?q='%22\\u0000%00{}\\';drop table api_request--";
    log.add(alice.user_uuid, evil);
    log.add(bob.user_uuid, "/" + "x".repeat(10_000));
    await log.flush();
    const urls = (await stored()).map(([, url]) => url!);
    assert.ok(urls.includes(evil));
    assert.ok(urls.some((url) => url.length === 2000));
  });

  it("leaves out who is gone, and keeps the others", async () => {
    log.add(crypto.randomUUID(), "/sites");
    log.add(alice.user_uuid, "/sites");
    await log.flush();
    assert.deepEqual((await stored()).map(([email]) => email), [alice.email]);
  });

  it("leaves out who goes at this moment", async () => {
    const user_uuid = crypto.randomUUID();
    await owner`
      insert into users (user_uuid, email, site_group_uuid)
      values (${user_uuid}, 'going@example.org', ${alice.site_group_uuid})`;
    let flushed: Promise<void> | undefined;
    await owner.begin(async (sql) => {
      await sql`delete from users where user_uuid = ${user_uuid}`;
      log.add(user_uuid, "/sites");
      log.add(alice.user_uuid, "/sites");
      flushed = log.flush();
      await until(() => waitsForALock(owner));
    });
    await flushed;
    assert.deepEqual((await stored()).map(([email]) => email), [alice.email]);
  });
});

describe("requests that cannot be written", () => {
  it("are told to the operator by their number, end nothing, and the next are written", async () => {
    const lines: string[] = [];
    await configure({
      sinks: { here: (record) => void lines.push(record.message.join("")) },
      loggers: [
        { category: "sitecast", sinks: ["here"], lowestLevel: "error" },
        { category: ["logtape", "meta"], sinks: [] },
      ],
    });
    const away = openDatabase("postgres://sitecast@127.0.0.1:1/sitecast");
    const failing = new RequestLog(away.owner, () => now);
    failing.add(alice.user_uuid, "/sites?q=private");
    failing.add(alice.user_uuid, "/sites");
    await failing.flush();
    await failing.flush();
    await away.owner.end({ timeout: 0 });
    await reset();
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /^2 requests could not be stored: .*ECONNREFUSED/);
    assert.doesNotMatch(lines[0]!, /private/);
  });
});
