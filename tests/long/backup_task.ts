import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "@std/testing/bdd";
import { makeBackup } from "../../service/backup/backup.ts";
import {
  fillSite,
  inEmptyDatabase,
  inFolder,
  inUnusedDatabase,
  restorableRows,
} from "../support/backup.ts";
import { temporaryFolder } from "../support/embedded.ts";
import { ownCast } from "../support/setup.ts";
import { runTask, taskOn } from "../support/task.ts";

const { database, cast } = await ownCast();
const { owner, url } = database;
await fillSite(owner, cast.sites.plant);

const EMBEDDED = { DATABASE_URL: "" };

describe("deno task backup and restore", () => {
  it("move a database to the embedded one of a new folder and back", async () => {
    await inFolder(async (folder) => {
      const first = join(folder, "first.tar.gz");
      const second = join(folder, "second.tar.gz");
      const DATA_DIR = temporaryFolder();
      const embedded = { ...EMBEDDED, DATA_DIR };
      const written = await taskOn("backup", url, { DATA_DIR })(first);
      assert.match(written.out, /^Written: .*first\.tar\.gz, \d+ rows of \S+Z, [\d,]+ bytes\.$/m);
      assert.match(written.out, /It holds hashes of passwords and tokens/);
      assert.match(written.out, /It does not hold the secret key: copy .*secret\.key by itself/);
      const restored = await runTask("restore", [first], embedded);
      assert.deepEqual([restored.code, restored.err], [0, ""]);
      assert.match(restored.out, /^Restored: \d+ rows of \S+Z, made by version \S+ on PostgreSQL/);
      assert.equal((await runTask("backup", [second], embedded)).code, 0);
      await inUnusedDatabase(async (target, sql) => {
        assert.equal((await taskOn("restore", target, { DATA_DIR })(second)).code, 0);
        assert.deepEqual(await restorableRows(sql), await restorableRows(owner));
      });
      await Deno.remove(DATA_DIR, { recursive: true });
    });
  });

  it("warn of another secret key, and of days on which the latest table was wrong", async () => {
    await inFolder(async (folder) => {
      const file = join(folder, "wrong.tar.gz");
      const change = (by: number) =>
        owner`update latest_forecast_values set forecast_power_kw = forecast_power_kw + ${by}
          where start_utc = '2026-06-08 23:00'`;
      assert.equal((await change(1)).count, 1);
      await makeBackup(url, file, { withoutSecrets: false, secretKey: "of another machine" });
      await change(-1);
      await Deno.writeFile(join(folder, "secret.key"), new Uint8Array(32), { mode: 0o600 });
      await inEmptyDatabase(async (target) => {
        const { code, err } = await taskOn("restore", target, { DATA_DIR: folder })(file);
        assert.equal(code, 0);
        assert.match(err, /^The latest table was wrong already on 2026-06-08\. To correct it: /m);
        assert.match(err, /secret\.key is another secret key than that of the backup\. Copy /);
      });
    });
  });

  it("check a file without a database", async () => {
    await inFolder(async (folder) => {
      const DATA_DIR = join(folder, "data");
      const file = join(folder, "all.tar.gz");
      await taskOn("backup", url, { DATA_DIR })(file, "--without-secrets");
      const { code, out } = await runTask("restore", [file, "--check"], { ...EMBEDDED, DATA_DIR });
      assert.equal(code, 0);
      assert.match(out, /all\.tar\.gz is complete and can be restored: \d+ rows of /);
      await assert.rejects(Deno.stat(DATA_DIR), Deno.errors.NotFound);
    });
  });

  it("say in one sentence what is wrong, and how they are used", async () => {
    await inFolder(async (folder) => {
      const file = join(folder, "none.tar.gz");
      const missing = await taskOn("restore", url)(file, "--check");
      assert.deepEqual([missing.code, missing.err], [
        1,
        `Sitecast: ${file} does not exist.\n`,
      ]);
      const noFolder = await taskOn("backup", url)(join(file, "x"));
      assert.equal(noFolder.code, 1);
      assert.match(noFolder.err, /^Sitecast: Cannot write .*\n$/);
      assert.match((await taskOn("backup", url)()).err, /deno task backup FILE/);
      assert.match(
        (await taskOn("restore", url)("a", "b")).err,
        /deno task restore FILE \[--check\]/,
      );
    });
  });
});
