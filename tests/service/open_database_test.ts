import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { knownMigrations, pendingMigrations } from "../../db/migrate.ts";
import { readConfig } from "../../service/config.ts";
import { openServiceDatabase, openTaskDatabase } from "../../service/open_database.ts";
import { dropDatabase, emptyDatabase } from "../support/database.ts";
import { ask } from "../support/embedded.ts";

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

  it("is not opened where nobody serves, which the caller learns", async () => {
    const config = readConfig({ DATABASE_URL: "postgres://sitecast@127.0.0.1:1/sitecast" });
    await assert.rejects(openServiceDatabase(config), {
      code: "unavailable",
      message: /^Cannot use the database sitecast on 127\.0\.0\.1:1 .*ECONNREFUSED/,
    });
  });
});
