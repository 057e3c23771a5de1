import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { connect } from "../../db/client.ts";
import { knownMigrations, migrateUp } from "../../db/migrate.ts";
import { LAST_SQUASHED } from "../../db/toolkit/before_squash.ts";
import { checkSchema, stamp } from "../../db/toolkit/check.ts";
import { dropDatabase, emptyDatabase, testDatabase } from "../support/database.ts";

/** The URL of a login that owns the database and may make nothing else. */
async function withPlainOwner(work: (url: string) => Promise<void>) {
  const url = new URL(await emptyDatabase());
  const name = `plain_${crypto.randomUUID().slice(0, 8)}`;
  const database = url.pathname.slice(1);
  const admin = connect(url.href, { max: 1 });
  await admin.unsafe(`create role ${name} login password 'plain';
    grant ${name} to current_user;
    grant sitecast_app, sitecast_admin to ${name};
    alter database ${database} owner to ${name}`);
  Object.assign(url, { username: name, password: "plain" });
  try {
    await work(url.href);
  } finally {
    await admin.unsafe(`alter database ${database} owner to current_user;
      reassign owned by ${name} to current_user; drop owned by ${name}; drop role ${name}`);
    await admin.end();
    await dropDatabase(url.href);
  }
}

describe("a login that may not make a scratch database", () => {
  it("compares with the kept snapshot, which is what the migrations make", () =>
    withPlainOwner(async (url) => {
      await migrateUp(url);
      const { differences, source, newest } = await checkSchema(url);
      assert.deepEqual(
        [differences, source, newest],
        [[], "snapshot", knownMigrations().at(-1)],
        "write the snapshot again: deno task migrate snapshot",
      );
    }));

  it("is told when there is no snapshot of its migration", () =>
    withPlainOwner(async (url) => {
      await migrateUp(url, { to: LAST_SQUASHED });
      await assert.rejects(checkSchema(url), {
        code: "unavailable",
        message: /^There is nothing to compare with: .* or grant the login CREATEDB\.$/,
      });
    }));
});

describe("stamping", () => {
  it("notes migrations whose schema is there, and no others unless anyway", async () => {
    const database = await testDatabase();
    const newest = knownMigrations().at(-1)!;
    try {
      await database.owner`delete from app.migrations where name > ${LAST_SQUASHED}`;
      await assert.rejects(migrateUp(database.url), "the migrations cannot run again");
      assert.deepEqual(
        await stamp(database.url, newest, false),
        knownMigrations().filter((name) => name > LAST_SQUASHED),
      );
      assert.deepEqual(await migrateUp(database.url), []);
      await database.owner`delete from app.migrations where name = ${newest}`;
      await database.owner`alter table sites disable row level security`;
      await assert.rejects(stamp(database.url, newest, false), {
        code: "conflict",
        message: /:\n {2}table sites: row-level security is off\nNothing was changed\./,
      });
      assert.deepEqual(await stamp(database.url, newest, true), [newest]);
    } finally {
      await database.drop();
    }
  });
});
