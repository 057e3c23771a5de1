import type postgres from "postgres";
import { AppError } from "../../domain/errors.ts";
import { type MigrationFile, programVersion } from "./files.ts";

type Sql = postgres.ISql;

/** A migration that a database has. */
export interface Applied {
  name: string;
  created_at: string;
  /** Version of the program that applied it, and hash of its file then; missing in old databases. */
  version: string | null;
  sha256: string | null;
}

export interface State {
  applied: Applied[];
  pending: string[];
  /** Applied, but this program does not have them. */
  unknown: string[];
  /** Pending, although a later one is applied. */
  gaps: string[];
  /** Applied, but the file is another one now. */
  edited: string[];
}

/** Makes the list of migrations, or the columns that an older program's list lacks. */
export async function makeList(sql: Sql): Promise<void> {
  await sql`create schema if not exists app`;
  await sql`
    create table if not exists app.migrations (
      name text primary key, created_at timestamptz not null default now(),
      version text, sha256 text)`;
  const [list] = await sql`
    select from pg_attribute where attrelid = 'app.migrations'::regclass and attname = 'sha256'`;
  if (!list) await sql`alter table app.migrations add column version text, add column sha256 text`;
}

/** Returns the migrations that a database has, by name. Changes nothing, also where there is no list. */
export async function readList(sql: Sql): Promise<Applied[]> {
  const [found] = await sql<{ exists: boolean }[]>`
    select to_regclass('app.migrations') is not null as exists`;
  if (!found!.exists) return [];
  const rows = await sql<{ row: Applied }[]>`
    select to_jsonb(m) as row from app.migrations m order by name`;
  return rows.map(({ row }) => ({
    ...row,
    version: row.version ?? null,
    sha256: row.sha256 ?? null,
  }));
}

/** Marks a migration as applied. */
export async function mark(sql: Sql, { name, sha256 }: MigrationFile): Promise<void> {
  await sql`
    insert into app.migrations (name, version, sha256) values (${name}, ${programVersion()}, ${sha256})
    on conflict (name) do update set version = excluded.version, sha256 = excluded.sha256`;
}

/** Removes the mark of a migration that was taken back. */
export async function unmark(sql: Sql, name: string): Promise<void> {
  await sql`delete from app.migrations where name = ${name}`;
}

/** Returns how the list of a database and the files of a program fit together. */
export function stateOf(applied: Applied[], files: MigrationFile[]): State {
  const has = new Map(applied.map((row) => [row.name, row]));
  const known = new Set(files.map(({ name }) => name));
  const pending = files.map(({ name }) => name).filter((name) => !has.has(name));
  const newest = files.findLast(({ name }) => has.has(name))?.name ?? "";
  const isEdited = ({ name, sha256 }: MigrationFile) =>
    has.get(name)?.sha256 && has.get(name)!.sha256 !== sha256;
  return {
    applied,
    pending,
    unknown: applied.map(({ name }) => name).filter((name) => !known.has(name)),
    gaps: pending.filter((name) => name < newest),
    edited: files.filter(isEdited).map(({ name }) => name),
  };
}

/** Returns a sentence that says that a database has migrations that this program does not know. */
export const newerSchema = (unknown: string[]): string =>
  `The database is newer than this program: it has ${unknown.join(", ")}. ` +
  "Start the program that made it, or take these migrations back with that.";

/** Throws "unavailable" with that sentence when the database is newer than the program. */
export function refuseNewer({ unknown }: State): void {
  if (unknown.length > 0) throw new AppError("unavailable", newerSchema(unknown));
}

/** Throws "unavailable" with a sentence when list and files do not fit together. */
export function refuseMisfit({ unknown, gaps, edited }: State): void {
  const reasons = [
    unknown.length && newerSchema(unknown),
    gaps.length &&
    `The database lacks ${gaps.join(", ")}, although later migrations are applied. ` +
      "If what they make is there, `deno task migrate stamp NAME` says so.",
    edited.length && `${edited.join(", ")} changed after being applied. Put the file back, and ` +
      "change the schema by a migration of its own (`deno task migrate make NAME`).",
  ].filter(Boolean);
  if (reasons.length) throw new AppError("unavailable", reasons.join(" "));
}
