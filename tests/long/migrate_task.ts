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

  const lines = async (...words: string[]) => {
    const { code, out, err } = await migrate(...words);
    return { code, err, lines: out.trimEnd().split("\n") };
  };

  it("lists, applies and takes back, and says when there is nothing to do", async () => {
    const [newest] = NAMES.slice(-1);
    await assertSays(["status"], NAMES.map((name) => `pending: ${name}`));
    await assertSays(["down"], ["Nothing to take back."]);
    await assertSays(["up", "--to", "00002"], NAMES.slice(0, 2).map((name) => `applied: ${name}`));
    await assertSays([], NAMES.slice(2).map((name) => `applied: ${name}`));
    await assertSays(["up"], ["Nothing to apply."]);
    const { lines: status } = await lines("status");
    assert.equal(status.at(-1), "Up to date.");
    assert.match(
      status[0]!,
      /^applied: 00001-\S+ \(\d{4}-\d\d-\d\d \d\d:\d\d UTC, by \d+\.\d+\.\d+\)$/,
    );
    const { lines: down } = await lines("down");
    assert.equal(down.at(-1), `taken back: ${newest}`);
    await assertSays(["up", "--dry-run"], [`would be applied: ${newest}`]);
    await assertSays(["up"], [`applied: ${newest}`]);
  });

  it("checks the schema, and says what differs, by its status too", async () => {
    await ask(
      url,
      `alter table sites disable row level security; alter table sites add colour text;
       create table theirs (a int)`,
    );
    assert.deepEqual(await lines("check"), {
      code: 1,
      err: "",
      lines: [
        `2 differences from what the migrations up to ${NAMES.at(-1)} make.`,
        "Who may see and do what:",
        "  table sites: row-level security is off",
        "Which data there can be:",
        "  column sites.colour: was added",
        "Not ours, and left alone:",
        "  table theirs",
      ],
    });
    const { code: status, out: sql } = await migrate("check", "--sql");
    assert.equal(status, 1);
    assert.match(sql, /^-- Loses data\.\n-- alter table public\.sites\n-- +drop column colour;$/m);
    await ask(url, `${sql}; alter table sites drop colour`);
    const { code: none, out: json } = await migrate("check", "--json");
    const { differences, foreign } = JSON.parse(json);
    assert.deepEqual([none, differences, foreign], [0, [], ["table theirs"]]);
    await ask(url, "drop table theirs");
  });

  it("writes nothing while the schema is as declared", async () => {
    await assertSays(["make", "nothing"], [
      "The migrations make what db/schema/ declares: nothing to write.",
    ]);
  });

  it("could not look: says so by another status than that of a difference", async () => {
    const empty = await emptyDatabase();
    const { code, err } = await taskOn("migrate", empty)("check");
    await dropDatabase(empty);
    assert.equal(code, 2);
    assert.match(err, /^Sitecast: The database has no migrations: there is nothing to compare/);
  });

  it("answers other words with the right ones, and changes nothing", async () => {
    const wrong = [["sideways"], ["up", "--all"], ["constructor"], ["make"], ["status", "now"]];
    for (const words of wrong) {
      const { code, out, err } = await migrate(...words);
      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, /^Sitecast: Usage:\n.* up \[--to NAME\]/);
    }
  });

  it("prints its usage on request, without a database", async () => {
    const { code, out } = await runTask("migrate", ["help"], {
      DATABASE_URL: "postgres://x@127.0.0.1:1/x",
    });
    assert.equal(code, 0);
    for (const word of ["up", "down", "status", "check", "make NAME", "stamp NAME", "snapshot"]) {
      assert.ok(out.includes(`deno task migrate ${word}`), word);
    }
  });

  it("says that nobody serves at DATABASE_URL, without its password", async () => {
    const env = { DATABASE_URL: "postgres://sitecast:hunter2@127.0.0.1:1/sitecast" };
    const { code, err } = await runTask("migrate", ["status"], env);
    assert.equal(code, 1);
    assert.match(err, /^Sitecast: Cannot use the database sitecast on 127\.0\.0\.1:1 /);
    assert.doesNotMatch(err, /hunter2/);
  });

  it("says what is wrong with a variable", async () => {
    const { code, err } = await runTask("migrate", ["status"], { DATABASE_URL: "hunter2@db" });
    assert.equal(code, 1);
    assert.match(err, /^Sitecast: DATABASE_URL must be an address like postgres:/);
    assert.doesNotMatch(err, /hunter2/);
  });
});
