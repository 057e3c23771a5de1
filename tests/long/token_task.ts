import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../support/app.ts";
import { taskOn } from "../support/task.ts";

const SECRET = /^sitecast_[0-9a-f]{8}_[A-Za-z0-9_-]{43}\n$/;

let app: TestApp;
let token: ReturnType<typeof taskOn>;
beforeAll(async () => {
  app = await testApp();
  token = taskOn("token", app.database.url);
});
afterAll(() => app.close());

const prefixOf = (secret: string) => secret.split("_").slice(0, 2).join("_");

/** The line of `token list` for a secret. */
async function listed(secret: string): Promise<string[]> {
  const { code, out } = await token("list");
  assert.equal(code, 0);
  const lines = out.trimEnd().split("\n").map((line) => line.split("\t"));
  return lines.find(([prefix]) => prefix === prefixOf(secret))!;
}

/** Makes a token; its secret must be all that is printed. */
async function add(...words: string[]): Promise<string> {
  const { code, out, err } = await token("add", ...words);
  assert.deepEqual([code, err], [0, ""]);
  assert.match(out, SECRET);
  return out.trim();
}

const status = async (secret: string) => (await withToken(app, secret).get("/api/v1/sites")).status;

async function assertRefused(words: string[], sentence: RegExp) {
  const { code, out, err } = await token(...words);
  assert.deepEqual([code, out], [1, ""]);
  assert.match(err, sentence);
}

describe("deno task token", () => {
  it("prints the secret alone, which opens the API and is kept as a hash", async () => {
    const secret = await add("alice@example.org");
    assert.equal(await status(secret), 200);
    const [{ text }] = await app.database.owner<[{ text: string }]>`
      select string_agg(t::text, ' ') as text from app.api_tokens t`;
    assert.ok(!text.includes(secret.split("_")[2]!));
    const [, email, rights, expiry, use] = await listed(secret);
    assert.deepEqual([email, rights, expiry, use], [
      "alice@example.org",
      "read",
      "expires never",
      "last used never",
    ]);
  });

  it("makes one that may write, for some days, for an e-mail in any case", async () => {
    const secret = await add("Bob@Example.org", "--write", "--days", "7");
    const [, email, rights, expiry] = await listed(secret);
    assert.deepEqual([email, rights], ["bob@example.org", "read and write"]);
    const expires = expiry!.replace("expires ", "");
    const [row] = await app.database.owner`
      select expires_utc = ${expires} as is_shown, expires_utc - created_utc as valid_for
      from app.api_tokens where prefix = ${prefixOf(secret)}`;
    assert.deepEqual(row, { is_shown: true, valid_for: "7 days" });
  });

  it("makes one that is limited, to sites of the user's group", async () => {
    const { plant, bare, turbine } = app.cast.sites;
    const secret = await add(
      "alice@example.org",
      "--generation",
      `--site=${plant}`,
      `--site=${bare}`,
    );
    assert.equal((await listed(secret))[2], "write generation only, 2 sites only");
    for (const site of [turbine, "plant"]) {
      await assertRefused(
        ["add", "alice@example.org", `--site=${site}`],
        new RegExp(`${site} is no site of this user's group`),
      );
    }
  });

  it("revokes by the prefix that the list shows, once", async () => {
    const secret = await add("alice@example.org");
    const { code, out } = await token("revoke", prefixOf(secret));
    assert.deepEqual([code, out], [0, `revoked: ${prefixOf(secret)}\n`]);
    assert.equal(await status(secret), 401);
    assert.equal((await listed(secret))[3], "revoked");
    await assertRefused(["revoke", prefixOf(secret)], /There is no token sitecast_\w+ to revoke/);
    assert.equal(await status(app.cast.alice.token), 200, "her others stay");
  });

  it("says whose e-mail is not there, and what days are", async () => {
    await assertRefused(["add", "nobody@example.org"], /There is no user nobody@example\.org/);
    for (const days of ["0", "-1", "ten", "1.5"]) {
      await assertRefused(["add", "alice@example.org", `--days=${days}`], /from 1 to 9999/);
    }
  });

  it("answers other words with the right ones", async () => {
    for (
      const words of [["make"], ["add", "alice@example.org", "--read"], [
        "add",
        "alice@example.org",
        "--write",
        "--generation",
      ]]
    ) {
      await assertRefused(words, /^Sitecast: Usage:\n.*token add EMAIL/);
    }
  });
});
