import { afterAll } from "@std/testing/bdd";
import type { Cast } from "./cast.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { castTemplate } from "./templates.ts";

/**
 * Makes a migrated database for the test file that calls this, or a copy of `template`, and drops it
 * after the file's tests.
 */
export async function ownDatabase(template?: string): Promise<TestDatabase> {
  const database = await testDatabase(template);
  afterAll(() => database.drop());
  return database;
}

/** Makes the same with the cast in it. */
export async function ownCast(): Promise<{ database: TestDatabase; cast: Cast }> {
  const { name, cast } = await castTemplate();
  return { database: await ownDatabase(name), cast };
}
