import assert from "node:assert/strict";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { AppError } from "../../../domain/errors.ts";
import { makeBackup } from "../../../service/backup/backup.ts";
import { checkBackup, restoreBackup } from "../../../service/backup/restore.ts";
import {
  fillSite,
  inEmptyDatabase,
  inUnusedDatabase,
  restorableRows,
  withLaterMigration,
} from "../../support/backup.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner, url } = database;
let folder: string;
let path: string;
beforeAll(async () => {
  await fillSite(owner, cast.sites.plant);
  folder = await Deno.makeTempDir({ prefix: "sitecast-backup-" });
  path = join(folder, "good.tar.gz");
  await makeBackup(url, path);
});
afterAll(() => Deno.remove(folder, { recursive: true }));

/** Writes a changed copy of the good backup. */
async function changed(change: (bytes: Uint8Array) => Uint8Array): Promise<string> {
  const file = join(folder, "changed.tar.gz");
  await Deno.writeFile(file, change(await Deno.readFile(path)));
  return file;
}

/** Replaces text in the archive by text of the same length. */
const replaced = (from: string, to: string) =>
  changed((bytes) => {
    assert.equal(from.length, to.length);
    const tar = gunzipSync(bytes);
    const at = tar.indexOf(from);
    assert.ok(at >= 0, `the archive has no ${from}`);
    tar.write(to, at);
    return new Uint8Array(gzipSync(tar));
  });

const oneSentence = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AppError, String(error));
  assert.match(error.message, pattern);
  assert.match(error.message, /^[^.]*(\.tar\.gz|\.ts)?[^.]*(\.ts[^.]*)*\.( [A-Z][^.]*\.)?$/);
  return true;
};

describe("a file that cannot be restored is refused with a sentence:", () => {
  const files: [string, () => Promise<string>, RegExp][] = [
    ["missing", () => Promise.resolve(join(folder, "none.tar.gz")), /does not exist/],
    ["a folder", () => Promise.resolve(folder), /cannot be read/],
    ["empty", () => changed(() => new Uint8Array()), /is not a complete backup of Sitecast/],
    ["foreign", () => changed(() => new Uint8Array(5000).fill(65)), /is not a complete backup/],
    ["truncated", () => changed((b) => b.slice(0, -100)), /is not a complete backup/],
    ["cut in half", () => changed((b) => b.slice(0, b.length / 2)), /is not a complete backup/],
    [
      "another archive",
      () => changed(() => new Uint8Array(gzipSync(new Uint8Array(1024)))),
      /is not a complete backup/,
    ],
    [
      "one bit off",
      () => changed((b) => b.map((byte, at) => at === b.length - 2000 ? byte ^ 1 : byte)),
      /is not a complete backup|is broken/,
    ],
    [
      "another value",
      () => replaced("alice@example.org", "malic@example.org"),
      /is broken: its parts are not those of its manifest/,
    ],
    [
      "a newer format",
      () => replaced('"sitecast_backup":1', '"sitecast_backup":2'),
      /was made by a newer Sitecast: its format is 2, this one knows 1/,
    ],
    [
      "a manifest of something else",
      () => replaced('"has_secrets":true', '"has_secrets":1234'),
      /has a manifest that cannot be understood/,
    ],
    [
      "a newer migration",
      () => replaced("00001-roles.ts", "09999-roles.ts"),
      /is newer than this program: it has 09999-roles\.ts/,
    ],
  ];
  for (const [what, file, sentence] of files) {
    it(what, async () => {
      await assert.rejects(checkBackup(await file()), oneSentence(sentence));
    });
  }
});

describe("a refused restore changes nothing", () => {
  it("of a database that has rows", async () => {
    const before = await restorableRows(owner);
    await assert.rejects(restoreBackup(url, path), /This database is not empty/);
    assert.deepEqual(await restorableRows(owner), before);
  });

  it("of a database that holds somebody else's tables", async () => {
    await inEmptyDatabase(async (target, sql) => {
      await sql`create table public.notes (n integer)`;
      await assert.rejects(restoreBackup(target, path), /This database is not empty/);
      const [row] = await sql`select to_regclass('app.users') as users`;
      assert.equal(row!.users, null);
    });
  });

  it("of an unused database, whose migrations stay, when a row refers to nothing", async () => {
    const later = await Deno.makeTempDir({ dir: folder });
    const migrations = await withLaterMigration(later, "create table app.later ()", "");
    await inUnusedDatabase(async (target, sql) => {
      const broken = join(folder, "reference.tar.gz");
      await owner`alter table generation drop constraint generation_site_uuid_fkey`;
      await owner`
        insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
        values (gen_random_uuid(), 1, '2026-06-01', '2026-06-02')`;
      await makeBackup(url, broken);
      await assert.rejects(
        restoreBackup(target, broken, { folder: migrations }),
        /generation_site_uuid_fkey/,
      );
      assert.deepEqual((await restorableRows(sql)).length, 0);
      const [row] = await sql`
        select count(*)::int as n, to_regclass('app.later') as later from app.migrations`;
      assert.equal(row!.later, null);
    });
  });
});
