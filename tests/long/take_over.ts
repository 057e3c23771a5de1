import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { connect } from "../../db/client.ts";
import { knownMigrations, migrateUp } from "../../db/migrate.ts";
import {
  BEFORE_SQUASH,
  LAST_COMMIT_BEFORE_SQUASH,
  LAST_SQUASHED,
} from "../../db/toolkit/before_squash.ts";
import { allRows } from "../support/all_rows.ts";
import { dropDatabase, emptyDatabase } from "../support/database.ts";
import { SMALL_INSTALLATION } from "../support/small_installation.ts";

const OLD_LIST = `
  drop table app.migrations;
  create table app.migrations (
    name text primary key, created_at timestamptz not null default now());
  insert into app.migrations (name) values ${
  BEFORE_SQUASH.map((name) => `('${name}')`).join(", ")
}`;

let template: string;
let url: string;

async function run<T>(to: string, work: (sql: ReturnType<typeof connect>) => Promise<T>) {
  const sql = connect(to, { max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const rows = (of: string) =>
  run(of, async (sql) => [...await allRows(sql as never)])
    .then((all) => all.filter((row) => !row.startsWith("app.migrations ")).sort());

const list = (of: string) =>
  run(of, async (sql) => [...await sql`select name from app.migrations order by name`])
    .then((found) => found.map(({ name }) => name));

beforeAll(async () => {
  template = await emptyDatabase();
  await migrateUp(template, { to: LAST_SQUASHED });
  await run(template, (sql) => sql.unsafe(SMALL_INSTALLATION + ";" + OLD_LIST));
});
afterAll(() => dropDatabase(template));

async function onCopy(work: () => Promise<void>) {
  url = await emptyDatabase(new URL(template).pathname.slice(1));
  try {
    await work();
  } finally {
    await dropDatabase(url);
  }
}

describe("a database of before the migrations became fewer", () => {
  it("is taken over with all its rows, and goes on from there", () =>
    onCopy(async () => {
      const heard: string[] = [];
      const before = await rows(url);
      assert.ok(before.length > 7, before.join("\n"));
      const say = (sentence: string) => void heard.push(sentence);
      assert.deepEqual(await migrateUp(url, { to: LAST_SQUASHED, say }), []);
      assert.deepEqual(heard, ["The database of an older Sitecast was taken over."]);
      const after = await rows(url);
      assert.deepEqual(before.filter((row) => !after.includes(row)), []);
      const applied = await migrateUp(url);
      assert.deepEqual(applied, knownMigrations().filter((name) => name > LAST_SQUASHED));
      assert.deepEqual(await list(url), knownMigrations());
      assert.deepEqual(await migrateUp(url), []);
    }));

  it("may have daily partitions, and tables that are not ours", () =>
    onCopy(async () => {
      await run(url, (sql) =>
        sql.unsafe(`select app.make_days('2026-06-01', '2026-06-20');
          create table theirs (a int)`));
      await migrateUp(url);
      assert.deepEqual(await list(url), knownMigrations());
    }));

  it("keeps everything when it was changed by hand, and the sentence lists the differences", () =>
    onCopy(async () => {
      await run(
        url,
        (sql) =>
          sql.unsafe("drop policy by_site on sites; alter table sites add column colour text"),
      );
      const before = await rows(url);
      await assert.rejects(migrateUp(url), (error: Error) => {
        assert.match(error.message, /\n {2}policy by_site on sites: is missing\n/);
        assert.match(error.message, /\n {2}column sites\.colour: was added\n/);
        assert.ok(error.message.includes(LAST_COMMIT_BEFORE_SQUASH));
        return true;
      });
      assert.deepEqual(await list(url), BEFORE_SQUASH);
      assert.deepEqual(await rows(url), before);
    }));

  it("keeps everything when it is not at the end of its migrations", () =>
    onCopy(async () => {
      await run(url, (sql) => sql`delete from app.migrations where name > '00025'`);
      await assert.rejects(migrateUp(url), {
        code: "unavailable",
        message: /It lacks the migrations 00025-accuracy\.ts, 00026-\S+, 00027-\S+\. Nothing was/,
      });
      assert.equal((await list(url)).length, BEFORE_SQUASH.length - 3);
    }));
});
