import type { ScopedSql } from "../../db/scope.ts";
import type { RememberedReading } from "../../domain/imports/import.ts";

/** Returns the readings that the caller's group remembers, by name. */
export async function list(sql: ScopedSql): Promise<RememberedReading[]> {
  return await sql<RememberedReading[]>`
    select name, shape_key, reading, used_utc from app.import_readings order by name`;
}

/** Returns a remembered reading; undefined without one of this name. */
export async function find(sql: ScopedSql, name: string): Promise<RememberedReading | undefined> {
  const [reading] = await sql<RememberedReading[]>`
    select name, shape_key, reading, used_utc from app.import_readings where name = ${name}`;
  return reading;
}

/** Renames one. Throws SC404 without one of this name, SC422 when another one has the new name. */
export async function rename(sql: ScopedSql, name: string, newName: string): Promise<void> {
  await sql`select app.rename_import_reading(${name}, ${newName})`;
}

/** Deletes one. Throws SC404 without one of this name. */
export async function remove(sql: ScopedSql, name: string): Promise<void> {
  await sql`select app.delete_import_reading(${name})`;
}
