import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { configure, reset } from "@logtape/logtape";
import { connect } from "../../db/client.ts";
import { knownMigrations, pendingMigrations } from "../../db/migrate.ts";
import { readConfig } from "../../service/config.ts";
import { openServiceDatabase, openTaskDatabase } from "../../service/open_database.ts";
import { dropDatabase, emptyDatabase, testDatabase } from "../support/database.ts";
import { ask } from "../support/embedded.ts";
import { until } from "../support/until.ts";

describe("a database at DATABASE_URL", () => {
  it("is migrated when it is opened, by the service as by a task, and by two at once", async () => {
    const url = await emptyDatabase();
    const config = readConfig({ DATABASE_URL: url });
    const [service, task] = await Promise.all([
      openServiceDatabase(config),
      openTaskDatabase(config),
    ]);
    assert.deepEqual([service.url, service.embedded], [url, false]);
    assert.deepEqual(await pendingMigrations(url), []);
    for (const { database } of [service, task]) {
      assert.deepEqual([...await database.owner`select count(*)::int as n from sites`], [{ n: 0 }]);
    }
    await Promise.all([service.close(), task.close()]);
    await assert.rejects(async () => await service.database.owner`select 1`);
    assert.deepEqual(await ask(url, "select 1 as one"), [{ one: 1 }], "the server is not ours");
    await dropDatabase(url);
  });

  it("is left as it is with MIGRATE=off", async () => {
    const url = await emptyDatabase();
    const opened = await openServiceDatabase(readConfig({ DATABASE_URL: url, MIGRATE: "off" }));
    await opened.close();
    assert.deepEqual(await pendingMigrations(url), knownMigrations());
    await dropDatabase(url);
  });

  it("is not opened by an older program than the one that migrated it, also with MIGRATE=off", async () => {
    const { url, owner, drop } = await testDatabase();
    await owner`insert into app.migrations (name) values ('99999-of-tomorrow.ts')`;
    for (const MIGRATE of ["on", "off"]) {
      const config = readConfig({ DATABASE_URL: url, MIGRATE });
      for (const open of [openServiceDatabase, openTaskDatabase]) {
        await assert.rejects(open(config), {
          code: "unavailable",
          message: /^The database is newer than this program: it has 99999-of-tomorrow\.ts\. /,
        });
      }
    }
    await drop();
  });

  it("is said in the log to be migrated by another process, and opened after that", async () => {
    const url = await emptyDatabase();
    const other = connect(url, { max: 1 });
    await other`select pg_advisory_lock(727001)`;
    const heard: string[] = [];
    await configure({
      sinks: { heard: (record) => void heard.push(`${record.message.join("")}`) },
      loggers: [
        { category: "sitecast", lowestLevel: "info", sinks: ["heard"] },
        { category: ["logtape", "meta"], sinks: [] },
      ],
    });
    const opening = openServiceDatabase(readConfig({ DATABASE_URL: url }));
    await until(() => heard.length > 0);
    assert.deepEqual(heard, [
      "Another process is migrating this database: waiting until it is done.",
    ]);
    await other.end();
    const opened = await opening;
    await reset();
    await opened.close();
    assert.deepEqual(await pendingMigrations(url), []);
    await dropDatabase(url);
  });

  it("is not opened where nobody serves, which the caller learns", async () => {
    const config = readConfig({ DATABASE_URL: "postgres://sitecast@127.0.0.1:1/sitecast" });
    await assert.rejects(openServiceDatabase(config), {
      code: "unavailable",
      message: /^Cannot use the database sitecast on 127\.0\.0\.1:1 .*ECONNREFUSED/,
    });
  });
});
