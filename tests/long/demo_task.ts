import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { verifyPassword } from "../../domain/account/password.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as signIn from "../../sql/account/sign_in.ts";
import { allRows, lost } from "../support/all_rows.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { taskOn } from "../support/task.ts";

describe("deno task demo", () => {
  let database: TestDatabase;
  let makeDemo: ReturnType<typeof taskOn>;
  let dataDir: string;
  beforeAll(async () => {
    database = await testDatabase();
    dataDir = await Deno.makeTempDir({ prefix: "sitecast-demo-" });
    makeDemo = taskOn("demo", database.url, { DATA_DIR: dataDir });
  });
  afterAll(async () => {
    await database.drop();
    await Deno.remove(dataDir, { recursive: true });
  });

  it("refuses a time that is none, and words it doesn't know, before it does anything", async () => {
    for (const words of [["--now=yesterday"], ["--now=2026-06-21T08:07:00"], ["--when=now"]]) {
      const { code, out, err } = await makeDemo(...words);
      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, /^Sitecast: (--now takes a time like|Usage:)/);
    }
    assert.equal(await demo.isEmpty(database.owner), true);
  });

  it("prints the accounts once, with DATABASE_URL into no file", async () => {
    const { code, out, err } = await makeDemo("--small", "--now=2026-06-21T08:07:00Z");
    assert.deepEqual([code, err], [0, ""]);
    const accounts = [...out.matchAll(/^(\w+@example\.org) +(\S+) +(.+)$/gm)];
    assert.deepEqual(accounts.map(([, email]) => email!.split("@")[0]), [
      "ada",
      "alice",
      "bob",
      "charlie",
    ]);
    for (const [, email, password] of accounts) {
      const { password_hash } = (await signIn.credentialOf(database.owner, email!))!;
      assert.equal(await verifyPassword(password!, password_hash), true);
    }
    assert.deepEqual([...Deno.readDirSync(dataDir)], []);
  });

  it("changes nothing the second time, and says so without the passwords", async () => {
    const before = await allRows(database.owner);
    const { code, out } = await makeDemo("--small", "--now=2026-06-21T08:07:00Z");
    assert.deepEqual([code, out], [0, "The demo exists; what was missing has been added.\n"]);
    assert.deepEqual(await allRows(database.owner), before);
  });

  it("takes a time with any offset, and only adds what came later", async () => {
    const before = await allRows(database.owner);
    const { code } = await makeDemo("--small", "--now=2026-06-21T15:52:00+05:45");
    assert.equal(code, 0);
    const after = await allRows(database.owner);
    assert.deepEqual(lost(before, after), []);
    assert.ok(after.size > before.size);
    const [{ last }] = await database.owner<[{ last: string }]>`
      select max(end_utc) as last from generation`;
    assert.equal(last, "2026-06-21T10:00:00Z");
  });
});
