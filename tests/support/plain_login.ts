import assert from "node:assert/strict";
import postgres from "postgres";
import { openDatabase } from "../../db/client.ts";
import { knownMigrations, migrateUp } from "../../db/migrate.ts";
import { AppError } from "../../domain/errors.ts";

/** Runs statements at `url`, each on its own: some may not stand in a transaction. */
export async function run(url: string, ...statements: string[]) {
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    for (const text of statements) await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

export interface Login {
  name: string;
  /** The database of the login's own that it wants to migrate. */
  url: string;
  remove(): Promise<void>;
}

/** A login that may make neither roles nor databases, made owner of the database at `url`. */
export async function plainLogin(url: string): Promise<Login> {
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
export async function advice({ name, url }: Login): Promise<string[]> {
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

export async function assertMigrates(url: string) {
  assert.deepEqual(await migrateUp(url), knownMigrations());
  const database = openDatabase(url);
  const [request] = await database.requests`select current_user as role`;
  await database.close();
  assert.deepEqual(request, { role: "sitecast_app" });
}
