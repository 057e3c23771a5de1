import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, describe, it } from "@std/testing/bdd";
import { makeNightlyBackup } from "../../../service/backup/nightly.ts";
import { checkBackup } from "../../../service/backup/restore.ts";
import * as backups from "../../../sql/operations/backups.ts";
import { withLock } from "../../../sql/kit/locks.ts";
import { as, testApp } from "../../support/app.ts";
import { inFolder } from "../../support/backup.ts";
import { page } from "../../support/html.ts";

const app = await testApp();
afterAll(() => app.close());
const { owner } = app.database;
const source = { sql: owner, url: app.database.url, secretKey: "0123456789abcdef" };

const nightly = (folder: string, now: string, keep = 2) =>
  makeNightlyBackup(
    { BACKUP_DIR: folder, BACKUP_HOUR: 1, BACKUP_KEEP: keep },
    source,
    Temporal.Instant.from(now),
    new AbortController().signal,
  );
const filesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
const statusOf = async (person: typeof app.cast.ada) =>
  (await page(as(app, person).get("/status"))).all("#backup").map((part) => part.text());

describe("the backup of a night", () => {
  it("is made once, from its hour on, and only the newest are kept", async () => {
    await inFolder(async (parent) => {
      const folder = join(parent, "made", "if missing");
      await nightly(folder, "2026-06-21T00:59:59Z");
      await nightly(folder, "2026-06-21T01:00:00Z");
      await nightly(folder, "2026-06-21T01:15:00Z");
      await Deno.writeTextFile(join(folder, "of somebody else.tar.gz"), "");
      await Deno.writeTextFile(join(folder, "sitecast-20260620T000000Z.tar.gz.part"), "");
      assert.deepEqual(filesIn(folder).slice(1), [
        "sitecast-20260620T000000Z.tar.gz.part",
        "sitecast-20260621T005959Z.tar.gz",
        "sitecast-20260621T010000Z.tar.gz",
      ]);
      await nightly(folder, "2026-06-22T03:00:00Z");
      assert.deepEqual(filesIn(folder), [
        "of somebody else.tar.gz",
        "sitecast-20260621T010000Z.tar.gz",
        "sitecast-20260622T030000Z.tar.gz",
      ]);
      const manifest = await checkBackup(join(folder, "sitecast-20260622T030000Z.tar.gz"));
      assert.equal(manifest.secret_key, source.secretKey);
    });
  });

  it("that fails removes nothing, shows on the status page, to admins alone, and is tried again", async () => {
    await inFolder(async (folder) => {
      await nightly(folder, "2026-06-23T01:00:00Z");
      const broken = { ...source, url: app.database.url.replace(/\/[^/]+$/, "/nowhere") };
      const settings = { BACKUP_DIR: folder, BACKUP_HOUR: 1, BACKUP_KEEP: 1 };
      const { signal } = new AbortController();
      const now = Temporal.Instant.from("2026-06-24T01:00:00Z");
      await makeNightlyBackup(settings, broken, now, signal);
      assert.deepEqual(filesIn(folder), ["sitecast-20260623T010000Z.tar.gz"]);
      assert.match(
        (await statusOf(app.cast.ada)).join(),
        /Backup failed .*: The database cannot be reached/,
      );
      assert.match((await statusOf(app.cast.ada)).join(), /Last backup: sitecast-20260623T010000Z/);
      assert.deepEqual(await statusOf(app.cast.alice), []);
      await nightly(folder, "2026-06-24T01:45:00Z", 1);
      assert.deepEqual(filesIn(folder), ["sitecast-20260623T010000Z.tar.gz"]);
      await nightly(folder, "2026-06-24T02:00:00Z", 1);
      assert.deepEqual(filesIn(folder), ["sitecast-20260624T020000Z.tar.gz"]);
      assert.doesNotMatch((await statusOf(app.cast.ada)).join(), /failed/);
    });
  });

  it("is left to the instance that is making it, and to the next one when that is gone", async () => {
    await inFolder(async (folder) => {
      await withLock(owner, "sitecast.backup", () => nightly(folder, "2026-06-26T01:00:00Z"));
      assert.deepEqual(filesIn(folder), []);
      await nightly(folder, "2026-06-26T01:15:00Z");
      assert.deepEqual(filesIn(folder), ["sitecast-20260626T011500Z.tar.gz"]);
    });
  });

  it("ends with the service, and is made after its next start", async () => {
    await inFolder(async (folder) => {
      const stop = new AbortController();
      const settings = { BACKUP_DIR: folder, BACKUP_HOUR: 1, BACKUP_KEEP: 1 };
      const now = Temporal.Instant.from("2026-06-27T01:00:00Z");
      const stopped = makeNightlyBackup(settings, source, now, stop.signal);
      stop.abort(new Error("stopped"));
      await assert.rejects(stopped, /stopped/);
      assert.equal(await backups.isDue(owner, Temporal.PlainDate.from("2026-06-27"), now), true);
      await nightly(folder, "2026-06-27T01:15:00Z");
      assert.deepEqual(filesIn(folder), ["sitecast-20260627T011500Z.tar.gz"]);
    });
  });
});
