import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { connect, type OwnerSql } from "../../../db/client.ts";
import { migrateUp } from "../../../db/migrate.ts";
import { makeBackup } from "../../../service/backup/backup.ts";
import { restoreBackup } from "../../../service/backup/restore.ts";
import {
  fillSite,
  inEmptyDatabase,
  inFolder,
  inUnusedDatabase,
  restorableRows,
  withLaterMigration,
} from "../../support/backup.ts";
import { catalogue } from "../../support/catalogue.ts";
import { ownCast } from "../../support/setup.ts";
import { until } from "../../support/until.ts";

const { database, cast } = await ownCast();
const { owner, url } = database;
let folder: string;
let path: string;
beforeAll(async () => {
  await fillSite(owner, cast.sites.plant);
  folder = await Deno.makeTempDir({ prefix: "sitecast-backup-" });
  path = join(folder, "all.tar.gz");
  await makeBackup(url, path);
});
afterAll(() => Deno.remove(folder, { recursive: true }));

async function newestRevision(sql: OwnerSql): Promise<bigint> {
  const [row] = await sql<{ n: string }[]>`select max(revision)::text as n from site_revisions`;
  return BigInt(row!.n);
}

async function rowsOfLatest(sql: OwnerSql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from latest_forecast_values`;
  return row!.n;
}

describe("a backup", () => {
  it("appears complete, readable by its owner alone, and never replaces a file", async () => {
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["all.tar.gz"]);
    assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
    await assert.rejects(makeBackup(url, path), /all\.tar\.gz exists already\. Name a new file\./);
  });

  it("sees one moment while others write", async () => {
    const later = join(folder, "moment.tar.gz");
    let backup: ReturnType<typeof makeBackup>;
    await owner.begin(async (tx) => {
      await tx`lock table status in access exclusive mode`;
      backup = makeBackup(url, later);
      await until(async () =>
        (await owner`
          select from pg_locks where relation = 'status'::regclass and not granted`).length > 0
      );
      await owner`insert into clients (client_name) values ('Later')`;
    });
    const { manifest } = await backup!;
    await owner`delete from clients`;
    assert.equal(manifest.tables.find(({ name }) => name === "public.clients")!.rows, 0);
    await Deno.remove(later);
  });

  it("is restored row by row, with new revisions and live triggers", async () => {
    await inEmptyDatabase(async (target, sql) => {
      const { wrongDays, leftOut, migrations } = await restoreBackup(target, path);
      assert.deepEqual([wrongDays, leftOut, migrations], [[], [], []]);
      assert.deepEqual(await restorableRows(sql), await restorableRows(owner));
      assert.deepEqual(await catalogue(sql), await catalogue(owner));
      assert.ok(await newestRevision(sql) > await newestRevision(owner));
      const before = await rowsOfLatest(sql);
      await sql`delete from forecast_values where start_utc = '2026-06-08 23:00'`;
      assert.equal(await rowsOfLatest(sql), before - 1);
    });
  });

  it("fills a database that a newer program migrated but nobody used", async () => {
    await inFolder(async (later) => {
      const migrations = await withLaterMigration(
        later,
        "create table app.later ()",
        "drop table app.later",
      );
      await inUnusedDatabase(async (target, sql) => {
        await migrateUp(target, { folder: migrations });
        const restored = await restoreBackup(target, path, { folder: migrations });
        assert.deepEqual(restored.migrations, ["99999-later.ts"]);
        assert.deepEqual(await restorableRows(sql), await restorableRows(owner));
      });
    });
  });
});

describe("a table that a later migration makes", () => {
  const LATER = `create table app.later (
    n bigint generated always as identity, twice bigint generated always as (n * 2) stored, t text)`;

  it("is in the backup and restored, with generated columns and the next number", async () => {
    await inFolder(async (later) => {
      const migrations = await withLaterMigration(later, LATER, "drop table app.later");
      const file = join(later, "later.tar.gz");
      await inUnusedDatabase(async (source, sql) => {
        await migrateUp(source, { folder: migrations });
        await sql`insert into app.later (t) values ('a'), ('b')`;
        await makeBackup(source, file);
      });
      await inUnusedDatabase(async (target, sql) => {
        await restoreBackup(target, file, { folder: migrations });
        await sql`insert into app.later (t) values ('c')`;
        const rows = await sql`select n::int, twice::int, t from app.later order by n`;
        assert.deepEqual(rows.map(({ n, twice, t }) => `${n} ${twice} ${t}`), [
          "1 2 a",
          "2 4 b",
          "3 6 c",
        ]);
      });
    });
  });

  it("stays in the file, and is named, where no migration makes it", async () => {
    await inFolder(async (later) => {
      const file = join(later, "foreign.tar.gz");
      await inUnusedDatabase(async (source, sql) => {
        await sql`create table notes as select 1 as n`;
        await makeBackup(source, file);
      });
      await inUnusedDatabase(async (target) => {
        const { leftOut } = await restoreBackup(target, file);
        assert.deepEqual(leftOut.map(({ name, rows }) => [name, rows]), [["public.notes", 1]]);
      });
    });
  });
});

describe("a backup without secrets", () => {
  it("has users and sites, and nothing that lets its holder in", async () => {
    const file = join(folder, "without.tar.gz");
    await owner`
      with t as (select token_uuid from app.api_tokens limit 1),
      used as (insert into app.token_usage select token_uuid, '2026-06-21', 1, 1 from t)
      insert into app.request_leases select token_uuid, false, 1, 1 from t`;
    const { manifest } = await makeBackup(url, file, { withoutSecrets: true });
    assert.equal(manifest.has_secrets, false);
    await inUnusedDatabase(async (target) => {
      await restoreBackup(target, file);
      const sql = connect(target, { max: 1 });
      const [row] = await sql`
        select (select count(*) from users)::int as users,
          (select count(*) from app.credentials)::int as passwords,
          (select count(*) from app.api_tokens)::int as tokens,
          (select count(*) from app.sessions)::int as sessions`;
      await sql.end();
      assert.deepEqual({ ...row }, { users: 4, passwords: 0, tokens: 0, sessions: 0 });
    });
    await Deno.remove(file);
  });

  it("leaves out every table with a hash, a secret or a code, and what refers to one", async () => {
    const { SECRET_TABLES } = await import("../../../db/backup/secrets.ts");
    const rows = await owner<{ name: string }[]>`
      with secret as (
        select distinct attrelid from pg_attribute join pg_class c on c.oid = attrelid
        where relkind = 'r' and attnum > 0 and relnamespace = 'app'::regnamespace
          and relname <> 'migrations' and attname ~ 'hash|secret|password|code')
      select attrelid::regclass::text as name from secret
      union select conrelid::regclass::text from pg_constraint join secret on attrelid = confrelid
      order by 1`;
    assert.deepEqual(rows.map(({ name }) => name), [...SECRET_TABLES].sort());
  });
});
