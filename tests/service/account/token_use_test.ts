import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../../db/client.ts";
import { hashSecret } from "../../../domain/account/secret.ts";
import { TokenUse } from "../../../service/account/token_use.ts";
import { daysOf } from "../../../sql/account/token_usage.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import { type Cast, makeCast } from "../../support/cast.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { until } from "../../support/until.ts";

let database: TestDatabase;
let cast: Cast;
let now = Temporal.Instant.from("2026-06-21T08:00:00Z");
const clock = () => now;

beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
});
afterAll(() => database.drop());

async function lastUsed(token: string): Promise<string | null> {
  const [row] = await database.owner<{ last_used_utc: string | null }[]>`
    select last_used_utc from app.api_tokens where token_hash = ${hashSecret(token)}`;
  return row!.last_used_utc;
}

describe("the use of tokens", () => {
  it("is written in one go, the last use of each", async () => {
    const use = new TokenUse(database.owner, clock);
    const { alice, bob } = cast;
    use.add(hashSecret(alice.token), "GET");
    use.add(hashSecret(bob.readToken), "HEAD");
    now = now.add({ seconds: 90, microseconds: 7 });
    use.add(hashSecret(alice.token), "POST");
    assert.equal(await lastUsed(alice.token), null, "a request waits for no write");
    await use.flush();
    assert.equal(await lastUsed(alice.token), "2026-06-21T08:01:30.000007Z");
    assert.equal(await lastUsed(bob.readToken), "2026-06-21T08:00:00Z");
    assert.equal(await lastUsed(bob.token), null);
  });

  it("is counted by day, reads and writes apart", async () => {
    const { ada } = cast;
    const use = new TokenUse(database.owner, clock);
    const sent = async (...methods: string[]) => {
      for (const method of methods) use.add(hashSecret(ada.token), method);
      await use.flush();
    };
    await sent("GET", "POST", "DELETE");
    await sent("OPTIONS");
    now = Temporal.Instant.from("2026-06-22T00:00:00Z");
    await sent("GET");
    const days = await daysOf(database.owner, ada.user_uuid, {
      from: "2026-06-21",
      to: "2026-06-22",
    });
    assert.deepEqual(days.map(({ day, reads, writes }) => [day, reads, writes]), [
      ["2026-06-22", 1, 0],
      ["2026-06-21", 2, 2],
    ]);
  });

  it("is written by itself soon", async () => {
    const { charlie } = cast;
    new TokenUse(database.owner, clock).add(hashSecret(charlie.token), "GET");
    await until(async () => await lastUsed(charlie.token) !== null);
  });

  it("costs nothing when there was none, and no failure when a token is gone", async () => {
    const use = new TokenUse(database.owner, clock);
    await use.flush();
    use.add(hashSecret("a token that was deleted meanwhile"), "GET");
    await use.flush();
  });

  it("that cannot be written ends nothing, and the next is written", async () => {
    const closed = openDatabase("postgres://sitecast@127.0.0.1:1/sitecast");
    const use = new TokenUse(closed.owner, clock);
    use.add(hashSecret(cast.ada.token), "GET");
    await use.flush();
    await tokens.markUsed(database.owner, new Map());
    await closed.owner.end({ timeout: 0 });
  });
});
