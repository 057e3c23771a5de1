import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import postgres from "postgres";
import { openDatabase } from "../../db/client.ts";
import { type EmbeddedDatabase, startThrowAway } from "../../db/embedded/embedded.ts";
import { knownMigrations, migrateUp, pendingMigrations } from "../../db/migrate.ts";
import { AppError } from "../../domain/errors.ts";
import { dropDatabase, emptyDatabase } from "../support/database.ts";

/** Runs statements at `url`, each on its own: some may not stand in a transaction. */
async function run(url: string, ...statements: string[]) {
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    for (const text of statements) await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

interface Login {
  name: string;
  /** The database of the login's own that it wants to migrate. */
  url: string;
  remove(): Promise<void>;
}

/** A login that may make neither roles nor databases, made owner of the database at `url`. */
async function plainLogin(url: string): Promise<Login> {
  const name = `plain_${crypto.randomUUID().slice(0, 8)}`;
  const database = new URL(url).pathname.slice(1);
  await run(
    url,
    `create role ${name} login password 'plain'`,
    `grant ${name} to current_user`,
    `alter database ${database} owner to ${name}`,
  );
  const own = new URL(url);
  own.username = name;
  own.password = "plain";
  const remove = () =>
    run(
      url,
      `alter database ${database} owner to current_user`,
      `reassign owned by ${name} to current_user`,
      `drop owned by ${name}`,
      `drop role ${name}`,
    );
  return { name, url: own.href, remove };
}

/** What the refused migration advises a database administrator to run. */
async function advice({ name, url }: Login): Promise<string[]> {
  const error = await migrateUp(url).then(() => assert.fail("it had the rights"), (error) => error);
  assert.ok(error instanceof AppError, String(error));
  assert.equal(error.code, "unavailable");
  assert.match(error.message, /^The login of DATABASE_URL lacks a right to set up the database \(/);
  const [, statements = ""] = error.message.split("can prepare it with:");
  return statements
    .replaceAll("LOGIN", name)
    .replaceAll("DATABASE", new URL(url).pathname.slice(1))
    .split(";").map((text) => text.trim()).filter(Boolean);
}

async function assertMigrates(url: string) {
  assert.deepEqual(await migrateUp(url), knownMigrations());
  const database = openDatabase(url);
  const [request] = await database.requests`select current_user as role`;
  await database.close();
  assert.deepEqual(request, { role: "sitecast_app" });
}

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
      `grant sitecast_app, sitecast_admin to ${login.name}`,
      `alter database ${new URL(url).pathname.slice(1)} owner to ${login.name}`,
    ]);
    assert.equal((await pendingMigrations(login.url)).length, knownMigrations().length);
    await run(url, statements[3]!);
    await assertMigrates(login.url);
  });
});

describe("a server that has never seen Sitecast", () => {
  let server: EmbeddedDatabase;

  beforeAll(async () => {
    server = await startThrowAway();
  });
  afterAll(() => server.stop());

  it("is prepared for a login without rights by what its refusal says", async () => {
    await run(server.url, "create database theirs");
    const theirs = new URL(server.url);
    theirs.pathname = "/theirs";
    const login = await plainLogin(theirs.href);
    await run(theirs.href, "alter database theirs owner to current_user");
    assert.equal((await advice(login)).length, 5, "it does not own the database");
    await run(theirs.href, `alter database theirs owner to ${login.name}`);
    const statements = await advice(login);
    await run(theirs.href, ...statements);
    await assertMigrates(login.url);
  });
});
