import { pathToFileURL } from "node:url";
import ley from "ley";
import postgres from "postgres";
import { AppError } from "../domain/errors.ts";
import { connect } from "./client.ts";

type Direction = "up" | "down";
interface MigrationFile {
  name: string;
  abs: string;
}
type Migration = Partial<Record<Direction, (sql: postgres.TransactionSql) => Promise<unknown>>>;

/** Serialises everybody who migrates this database; any constant will do. */
const LOCK = 727_001;

/**
 * How ley reaches PostgreSQL here: one starter at a time (the lock goes with the connection), a
 * table in our own schema, a transaction for each file, and no file without the asked direction.
 */
function driver(url: string) {
  return {
    connect: () => connect(url, { max: 1 }),
    async setup(sql: postgres.Sql) {
      await sql`select pg_advisory_lock(${LOCK})`;
      await sql`create schema if not exists app`;
      await sql`
        create table if not exists app.migrations (
          name text primary key, created_at timestamptz not null default now())`;
      return await sql`select name from app.migrations order by name`;
    },
    async loop(sql: postgres.Sql, files: MigrationFile[], direction: Direction) {
      for (const file of files) await run(sql, file, direction);
    },
    end: (sql: postgres.Sql) => sql.end(),
  };
}

async function run(sql: postgres.Sql, file: MigrationFile, direction: Direction) {
  const migration: Migration = await import(pathToFileURL(file.abs).href);
  const step = migration[direction];
  if (!step) throw new Error(`The migration ${file.name} has no ${direction}().`);
  await sql.begin(async (tx) => {
    await step(tx);
    if (direction === "up") await tx`insert into app.migrations (name) values (${file.name})`;
    else await tx`delete from app.migrations where name = ${file.name}`;
  });
}

/**
 * Rights and settings that belong to the database itself and not to its content: a copy made by
 * `create database … template` and a restored dump come without them. One at a time: two at once
 * would fail on each other's row of the catalogue.
 */
export async function sealDatabase(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    const [row] = await tx`select quote_ident(current_database()) as database`;
    await tx.unsafe(`revoke temporary on database ${row!.database} from public`);
    await tx.unsafe(`alter database ${row!.database} set timezone to 'UTC'`);
  });
}

function options(url: string) {
  return {
    cwd: import.meta.dirname,
    dir: "migrations",
    driver: driver(url) as unknown as string,
    config: {},
  };
}

/**
 * Applies what is pending and seals the database, which may be a copy with nothing pending; answers
 * the names. Two starters at once: the second finds nothing to do.
 */
export async function migrateUp(url: string): Promise<string[]> {
  return await clearly(async () => {
    const applied = await ley.up(options(url)) as string[];
    const sql = connect(url, { max: 1 });
    try {
      await sealDatabase(sql);
    } finally {
      await sql.end();
    }
    return applied;
  });
}

/** Takes back the newest migration, or all of them; answers the names. Roles stay. */
export async function migrateDown(url: string, { all = false } = {}): Promise<string[]> {
  return await clearly(() => ley.down({ ...options(url), all }) as Promise<string[]>);
}

/** Names of the migrations that have not been applied. */
export async function pendingMigrations(url: string): Promise<string[]> {
  return await clearly(() => ley.status(options(url)) as Promise<string[]>);
}

/** Names of the migrations that this program carries, oldest first. */
export function knownMigrations(): string[] {
  const folder = `${import.meta.dirname}/migrations`;
  return [...Deno.readDirSync(folder)].map((entry) => entry.name)
    .filter((name) => name.endsWith(".ts")).sort();
}

const RIGHTS = `A database administrator can prepare it with:
  create role sitecast_app nologin;
  create role sitecast_admin nologin;
  create role sitecast_sdk nologin;
  grant sitecast_app, sitecast_admin to LOGIN;
  alter database DATABASE owner to LOGIN;`;

async function clearly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || error.code !== "42501") throw error;
    throw new AppError(
      "unavailable",
      `The login of DATABASE_URL lacks a right to set up the database (${error.message}). ${RIGHTS}`,
      { cause: error },
    );
  }
}
