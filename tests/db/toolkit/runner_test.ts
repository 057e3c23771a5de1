import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { connect } from "../../../db/client.ts";
import { migrateDown, migrateUp } from "../../../db/migrate.ts";
import { readList } from "../../../db/toolkit/applied.ts";
import { programVersion } from "../../../db/toolkit/files.ts";
import { until } from "../../support/until.ts";
import { inWorkshop, type Workshop } from "./migrations.ts";

const FILES = ["00001-one.ts", "00002-two.ts", "00003-three.ts"] as const;

async function writeThree({ write }: Workshop) {
  await write(FILES[0], "create table one (a int)", "drop table one");
  await write(FILES[1], "create table two (b int, c text)", "drop table two");
  await write(FILES[2], "alter table two add d int", "alter table two drop d");
}

async function list(url: string) {
  const sql = connect(url, { max: 1 });
  try {
    return await readList(sql);
  } finally {
    await sql.end();
  }
}
const names = async (url: string) => (await list(url)).map(({ name }) => name);

describe("migrations", () => {
  it("go up and down to the one that is named, by name or number", () =>
    inWorkshop(async (shop) => {
      const { url, folder } = shop;
      await writeThree(shop);
      assert.deepEqual(await migrateUp(url, { folder, to: "00002-two" }), FILES.slice(0, 2));
      assert.deepEqual(await migrateUp(url, { folder }), [FILES[2]]);
      assert.deepEqual(await migrateDown(url, { folder, to: "00001" }), [FILES[2], FILES[1]]);
      assert.deepEqual(await names(url), [FILES[0]]);
      await assert.rejects(migrateUp(url, { folder, to: "00009" }), {
        code: "invalid",
        message: "There is no migration 00009. The newest is 00003-three.ts.",
      });
    }));

  it("are tried and rolled back in a dry run, which leaves not even the list", () =>
    inWorkshop(async (shop) => {
      const { url, folder } = shop;
      await writeThree(shop);
      assert.deepEqual(await migrateUp(url, { folder, dryRun: true }), [...FILES]);
      assert.deepEqual(
        await shop.run("select to_regclass('one') as t, to_regnamespace('app') as s"),
        [
          { t: null, s: null },
        ],
      );
      await shop.write("00004-four.ts", "create table four (a nonsense)");
      await assert.rejects(migrateUp(url, { folder, dryRun: true }), { code: "42704" });
    }));

  it("keep who applied them", () =>
    inWorkshop(async (shop) => {
      await writeThree(shop);
      await migrateUp(shop.url, { folder: shop.folder });
      for (const row of await list(shop.url)) {
        assert.equal(row.version, programVersion());
        assert.match(row.sha256!, /^[0-9a-f]{64}$/);
        assert.match(row.created_at, /^\d{4}-/);
      }
    }));

  it("of a list without hashes are taken as they are", () =>
    inWorkshop(async (shop) => {
      const { url, folder } = shop;
      await writeThree(shop);
      await migrateUp(url, { folder });
      await shop.run("alter table app.migrations drop column version, drop column sha256");
      assert.deepEqual((await list(url)).map(({ sha256 }) => sha256), [null, null, null]);
      assert.deepEqual(await migrateUp(url, { folder }), []);
    }));
});

describe("a database and a program that do not fit together", () => {
  const refused = async (shop: Workshop, message: RegExp) => {
    const { url, folder } = shop;
    await assert.rejects(migrateUp(url, { folder }), { code: "unavailable", message });
    await assert.rejects(migrateDown(url, { folder }), { code: "unavailable", message });
  };

  it("are refused when the database is newer", () =>
    inWorkshop(async (shop) => {
      await writeThree(shop);
      await migrateUp(shop.url, { folder: shop.folder });
      await shop.remove(FILES[2]);
      await refused(shop, /^The database is newer than this program: it has 00003-three\.ts\. /);
    }));

  it("are refused when there is a gap", () =>
    inWorkshop(async (shop) => {
      await writeThree(shop);
      await migrateUp(shop.url, { folder: shop.folder });
      await shop.run("delete from app.migrations where name = '00002-two.ts'");
      await refused(
        shop,
        /^The database lacks 00002-two\.ts, although later migrations are applied/,
      );
    }));

  it("are refused when an applied migration was edited", () =>
    inWorkshop(async (shop) => {
      await writeThree(shop);
      await migrateUp(shop.url, { folder: shop.folder });
      await shop.write(FILES[0], "create table one (a bigint)", "drop table one");
      await refused(shop, /^00001-one\.ts changed after being applied\. Put the file back/);
    }));
});

describe("taking migrations back", () => {
  it("is refused while rows would be lost, and says which tables and columns go", () =>
    inWorkshop(async (shop) => {
      const { url, folder } = shop;
      await writeThree(shop);
      await migrateUp(url, { folder });
      await shop.run("insert into one values (1), (2); insert into two values (1, 'x', 7)");
      await assert.rejects(migrateDown(url, { folder }), {
        code: "conflict",
        message:
          "This would delete column two.d (1 value). Nothing was changed: add --yes to do it.",
      });
      assert.deepEqual(await names(url), [...FILES]);
      const heard: string[] = [];
      const say = (sentence: string) => void heard.push(sentence);
      assert.equal((await migrateDown(url, { folder, all: true, yes: true, say })).length, 3);
      assert.deepEqual(heard, ["dropped: table one (2 rows)", "dropped: table two (1 row)"]);
    }));

  it("needs no yes where nothing is in what goes", () =>
    inWorkshop(async (shop) => {
      const { url, folder } = shop;
      await writeThree(shop);
      await migrateUp(url, { folder });
      const heard: string[] = [];
      await migrateDown(url, { folder, to: "00001", say: (sentence) => void heard.push(sentence) });
      assert.deepEqual(heard, ["dropped: table two (empty)"]);
    }));
});

describe("two who migrate at once", () => {
  it("wait for each other, and say so", () =>
    inWorkshop(async (shop) => {
      const { url, folder } = shop;
      await writeThree(shop);
      await shop.run("select pg_advisory_lock(727001)");
      const heard: string[] = [];
      const waiting = migrateUp(url, { folder, say: (sentence) => void heard.push(sentence) });
      await until(() => heard.length > 0);
      assert.deepEqual(heard, [
        "Another process is migrating this database: waiting until it is done.",
      ]);
      await shop.run("select pg_advisory_unlock(727001)");
      assert.deepEqual(await waiting, [...FILES]);
    }));

  it("end between two migrations when the lock is lost, so that none is done twice", () =>
    inWorkshop(async (shop) => {
      const { url, folder } = shop;
      await writeThree(shop);
      const lose = "select pg_advisory_unlock(727001)";
      await shop.write(FILES[0], `create table one (a int); ${lose}`, "drop table one");
      await assert.rejects(migrateUp(url, { folder }), {
        code: "unavailable",
        message: /^The connection broke between two migrations\./,
      });
      assert.deepEqual(await names(url), [FILES[0]]);
      assert.deepEqual(await migrateUp(url, { folder }), [FILES[1], FILES[2]]);
    }));
});
