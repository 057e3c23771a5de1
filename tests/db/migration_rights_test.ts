import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { knownMigrations, pendingMigrations } from "../../db/migrate.ts";
import { dropDatabase, emptyDatabase } from "../support/database.ts";
import { advice, assertMigrates, type Login, plainLogin, run } from "../support/plain_login.ts";

describe("a login that may not make roles", () => {
  let url: string;
  let login: Login;

  beforeAll(async () => {
    url = await emptyDatabase();
    login = await plainLogin(url);
  });
  afterAll(async () => {
    await login.remove();
    await dropDatabase(url);
  });

  it("is told what it lacks, and migrates once it has been granted the existing roles", async () => {
    const statements = await advice(login);
    assert.deepEqual(statements, [
      "create role sitecast_app nologin",
      "create role sitecast_admin nologin",
      "create role sitecast_sdk nologin",
      "create role sitecast_charging nologin",
      `grant sitecast_app, sitecast_admin to ${login.name}`,
      `alter database ${new URL(url).pathname.slice(1)} owner to ${login.name}`,
    ]);
    assert.equal((await pendingMigrations(login.url)).length, knownMigrations().length);
    await run(url, statements[4]!);
    await assertMigrates(login.url);
  });
});
