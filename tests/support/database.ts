import postgres from "postgres";
import { connect, type Database, openDatabase } from "../../db/client.ts";
import { sealDatabase } from "../../db/migrate.ts";
import { until } from "./until.ts";

export interface TestDatabase extends Database {
  url: string;
  drop(): Promise<void>;
}

/** A copy of `template`, by default the migrated one, for one test file. */
export async function testDatabase(
  template = templateUrl().pathname.slice(1),
): Promise<TestDatabase> {
  const url = await emptyDatabase(template);
  const sql = connect(url, { max: 1 });
  await sealDatabase(sql);
  // The template may be older than the minutes for which a sign-in counts as recent.
  await sql`update app.sessions set password_utc = now()`;
  await sql.end();
  // As long as a busy machine may take: what full pools do has tests of its own.
  const database = openDatabase(url, { waitMs: 60_000 });
  return { ...database, url, drop: () => dropDatabase(url, database) };
}

/**
 * Returns the URL of a new database: a copy of `template`, or one without a schema. Copies the
 * files: where nothing is flushed to the disk that takes a third of what the write-ahead log takes.
 */
export async function emptyDatabase(
  template = "template1",
  name = `sitecast_test_${crypto.randomUUID().slice(0, 8)}`,
): Promise<string> {
  const url = templateUrl();
  await asAdmin((admin) =>
    admin`create database ${admin(name)} template ${admin(template)} strategy file_copy`
  );
  url.pathname = `/${name}`;
  return url.href;
}

/** Drops a database, and ends the connections to it. */
export async function dropDatabase(url: string, database?: Database): Promise<void> {
  await database?.close();
  const name = new URL(url).pathname.slice(1);
  await asAdmin((admin) =>
    until(async () => {
      try {
        await admin`drop database if exists ${admin(name)} with (force)`;
        return true;
      } catch (error) {
        // An autovacuum worker uses the database, which only a superuser may end.
        if ((error as { code?: string }).code !== "42501") throw error;
        return false;
      }
    })
  );
}

/** URL of the migrated template. */
export function templateUrl(): URL {
  const url = Deno.env.get("SITECAST_TEST_TEMPLATE");
  if (!url) throw new Error("Run the tests by `deno task test [FILE…]`: they need its server.");
  return new URL(url);
}

/** Runs `work` on a connection of its own to the server, by the login that may make databases. */
export async function asAdmin<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const url = templateUrl();
  url.pathname = "/postgres";
  const admin = postgres(url.href, { max: 1, onnotice: () => {} });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
