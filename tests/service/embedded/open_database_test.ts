import assert from "node:assert/strict";
import { afterAll, describe, it } from "@std/testing/bdd";
import { pendingMigrations } from "../../../db/migrate.ts";
import { readConfig } from "../../../service/config.ts";
import { openServiceDatabase, openTaskDatabase } from "../../../service/open_database.ts";
import { ask, temporaryFolder } from "../../support/embedded.ts";

describe("an embedded database", () => {
  const folder = temporaryFolder();
  afterAll(() => Deno.remove(folder, { recursive: true }));

  it("is made on first use, shared with tasks, and stops with the service", async () => {
    const config = readConfig({ DATA_DIR: `${folder}/data` });
    const service = await openServiceDatabase(config);
    assert.equal(service.embedded, true);
    assert.deepEqual(await pendingMigrations(service.url), []);
    const task = await openTaskDatabase(config);
    assert.deepEqual([task.url, task.embedded], [service.url, true]);
    await task.close();
    const rows = await service.database.owner`select current_user as login`;
    assert.deepEqual([...rows], [{ login: "sitecast" }]);
    await service.close();
    await assert.rejects(ask(service.url, "select 1"), { code: "ECONNREFUSED" });
  });
});
