import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type postgres from "postgres";
import { migrateDown, migrateUp } from "../../db/migrate.ts";
import { draftMigration, writeMigration } from "../../db/toolkit/make.ts";
import { parseRename } from "../../db/toolkit/renames.ts";
import { script } from "../../db/toolkit/sql_text.ts";
import { dropDatabase, emptyDatabase } from "../support/database.ts";
import { inWorkshop, type Workshop } from "../db/toolkit/migrations.ts";

/** A small schema of the migrations, and what is declared instead. */
const FORMER = `
  create table plants (plant_uuid uuid primary key, kw real, "order" int);
  create index by_kw on plants (kw);
  create table old_things (n int)`;
const declaring = (text: string) => async (sql: postgres.Sql) => void await sql.unsafe(text);

const ROOT = join(import.meta.dirname!, "../..");
let url: string;
beforeAll(async () => void (url = await emptyDatabase()));
afterAll(() => dropDatabase(url));

/** A workshop whose one migration makes the former schema, in a folder where sql_files.ts is. */
async function withFormer(work: (shop: Workshop) => Promise<void>) {
  await inWorkshop(async (shop) => {
    await shop.write("00001-plants.ts", FORMER, "drop table plants, old_things");
    await work(shop);
  });
}

describe("the migration that is made", () => {
  it("leads to what is declared and back, and says what it drops", () =>
    withFormer(async ({ folder }) => {
      const declared = declaring(`
        create table plants (plant_uuid uuid primary key, kw double precision not null, "order" int);
        create table notes (plant_uuid uuid references plants, body text)`);
      const draft = await draftMigration(url, { declared, folder });
      assert.match(draft!.up, /^-- Loses data\.\ndrop table public\.old_things;$/m);
      assert.match(draft!.up, /^drop index public\.by_kw;$/m);
      assert.match(
        draft!.up,
        /^-- May rewrite the table, which is locked meanwhile\.\nalter table public\.plants\n {2}alter column kw type double precision/m,
      );
      assert.match(draft!.up, /^create table public\.notes \($/m);
      assert.match(draft!.down, /^create index by_kw on public\.plants using btree \(kw\);$/m);
      assert.match(draft!.down, /^-- Loses data\.\ndrop table public\.notes;$/m);
    }));

  it("keeps what has another name when it is told so, and never guesses", () =>
    withFormer(async ({ folder }) => {
      const declared = declaring(`
        create table plants (plant_uuid uuid primary key, power_kw real, "order" int);
        create index by_kw on plants (power_kw);
        create table things (n int)`);
      const guessed = await draftMigration(url, { declared, folder });
      assert.match(
        guessed!.up,
        /^-- Loses data\.\nalter table public\.plants\n {2}drop column kw;$/m,
      );
      const renames = ["plants.kw:power_kw", "old_things:things"].map(parseRename);
      assert.deepEqual(await draftMigration(url, { declared, folder, renames }), {
        up: "alter table plants rename column kw to power_kw;\n\n" +
          "alter table old_things rename to things;\n",
        down: "alter table things rename to old_things;\n\n" +
          "alter table plants rename column power_kw to kw;\n",
      });
      await assert.rejects(
        draftMigration(url, { declared, folder, renames: [parseRename("plants.mw:power_kw")] }),
        { code: "invalid", message: "There is no table or column plants.mw." },
      );
      assert.throws(() => parseRename("plants.kw"), { code: "invalid" });
    }));

  it("is none when nothing differs", () =>
    withFormer(async ({ folder }) => {
      const draft = await draftMigration(url, { declared: declaring(FORMER), folder });
      assert.equal(draft, undefined);
    }));

  it("is written after the newest, as files that run", () =>
    withFormer(async (shop) => {
      const folder = join(shop.folder, "migrations");
      await Deno.mkdir(folder);
      await Deno.rename(join(shop.folder, "00001-plants.ts"), join(folder, "00001-plants.ts"));
      await Deno.copyFile(join(ROOT, "db/sql_files.ts"), join(shop.folder, "sql_files.ts"));
      const declared = declaring(`${FORMER}; create table notes (body text)`);
      const draft = await draftMigration(url, { declared, folder });
      const paths = await writeMigration(draft!, "notes", folder);
      assert.deepEqual(paths.map((path) => path.slice(folder.length + 1)), [
        "00002-notes.ts",
        "00002-notes/up.sql",
        "00002-notes/down.sql",
      ]);
      assert.deepEqual(await migrateUp(shop.url, { folder }), [
        "00001-plants.ts",
        "00002-notes.ts",
      ]);
      await shop.run("insert into notes values ('x')");
      await assert.rejects(migrateDown(shop.url, { folder }), /table notes \(1 row\)/);
      await migrateDown(shop.url, { folder, yes: true });
      assert.equal(await draftMigration(url, { declared, folder }), undefined);
      await assert.rejects(writeMigration(draft!, "Other notes", folder), { code: "invalid" });
    }));
});

describe("a script", () => {
  it("runs in one transaction, and has what loses data as comments", () => {
    const text = script([
      { sql: 'ALTER TABLE "public"."a" DROP COLUMN "b"', losesData: true, warning: "Loses data." },
      { sql: `COMMENT ON TABLE "app"."order" IS 'a "quoted" word'`, losesData: false },
    ]);
    assert.equal(
      text,
      `begin;

set local lock_timeout = '5s';

-- Loses data.
-- alter table public.a
--   drop column b;

comment on table app."order" is 'a "quoted" word';

commit;`,
    );
  });
});
