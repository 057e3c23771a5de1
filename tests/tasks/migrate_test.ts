import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { knownMigrations } from "../../db/migrate.ts";
import { dropDatabase, emptyDatabase } from "../support/database.ts";
import { ask } from "../support/embedded.ts";
import { runTask, taskOn } from "../support/task.ts";

const NAMES = knownMigrations();

describe("deno task migrate", () => {
  let url: string;
  let migrate: ReturnType<typeof taskOn>;
  beforeAll(async () => {
    url = await emptyDatabase();
    migrate = taskOn("migrate", url);
  });
  afterAll(() => dropDatabase(url));

  async function assertSays(words: string[], lines: string[]) {
    const { code, out, err } = await migrate(...words);
    assert.deepEqual([code, err], [0, ""]);
    assert.deepEqual(out.trimEnd().split("\n"), lines);
  }

  it("lists, applies and takes back, and says when there is nothing to do", async () => {
    const [newest] = NAMES.slice(-1);
    await assertSays(["status"], NAMES.map((name) => `pending: ${name}`));
    await assertSays(["down"], ["Nothing to take back."]);
    await assertSays([], NAMES.map((name) => `applied: ${name}`));
    await assertSays(["status"], ["Up to date."]);
    await assertSays(["up"], ["Nothing to apply."]);
    await assertSays(["down"], [`taken back: ${newest}`]);
    await assertSays(["status"], [`pending: ${newest}`]);
    await assertSays(
      ["down", "--all"],
      NAMES.slice(0, -1).reverse().map((name) => `taken back: ${name}`),
    );
    const tables = await ask(
      url,
      "select from pg_tables where schemaname in ('public', 'app') and tablename <> 'migrations'",
    );
    assert.equal(tables.length, 0);
  });

  it("answers other words with the right ones, and changes nothing", async () => {
    for (const words of [["sideways"], ["up", "--all"], ["constructor"]]) {
      const { code, out, err } = await migrate(...words);
      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, /^Sitecast: Usage:\n.*\[up \| down \| down --all/);
    }
    await assertSays(["status"], NAMES.map((name) => `pending: ${name}`));
  });

  it("says that nobody serves at DATABASE_URL, without its password", async () => {
    const env = { DATABASE_URL: "postgres://sitecast:hunter2@127.0.0.1:1/sitecast" };
    const { code, err } = await runTask("migrate", ["status"], env);
    assert.equal(code, 1);
    assert.match(err, /^Sitecast: The database cannot be reached/);
    assert.doesNotMatch(err, /hunter2/);
  });

  it("says what is wrong with a variable", async () => {
    const { code, err } = await runTask("migrate", ["status"], { DATABASE_URL: "hunter2@db" });
    assert.equal(code, 1);
    assert.match(err, /^Sitecast: DATABASE_URL must be an address like postgres:/);
    assert.doesNotMatch(err, /hunter2/);
  });
});
