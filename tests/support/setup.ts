import { afterAll } from "@std/testing/bdd";
import { type Cast, makeCast } from "./cast.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

/**
 * Makes a migrated database for the test file that calls this, and drops it after the file's tests.
 */
export async function ownDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  afterAll(() => database.drop());
  return database;
}

/** Makes the same with the cast in it. */
export async function ownCast(): Promise<{ database: TestDatabase; cast: Cast }> {
  const database = await ownDatabase();
  return { database, cast: await makeCast(database.owner) };
}
