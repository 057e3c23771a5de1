import { connect, type Database, openDatabase, type OwnerSql } from "../db/client.ts";
import { type EmbeddedDatabase, startEmbedded, useEmbedded } from "../db/embedded/embedded.ts";
import { migrateUp } from "../db/migrate.ts";
import { AppError } from "../domain/errors.ts";
import { counted } from "../domain/plural.ts";
import * as health from "../sql/operations/health.ts";
import type { Config } from "./config.ts";
import { log } from "./log.ts";

/** A database that is ready for use: the embedded one, or that of DATABASE_URL. */
export interface OpenDatabase {
  url: string;
  database: Database;
  embedded: boolean;
  /** Closes the connections, and stops the embedded server if this process started it. */
  close(): Promise<void>;
}

type Server = Pick<EmbeddedDatabase, "url" | "stop">;

/**
 * Opens the database for the service and brings its schema up to date, unless MIGRATE is off.
 * Throws "unavailable" when it cannot be used, and when another process has the embedded server.
 */
export async function openServiceDatabase(config: Config): Promise<OpenDatabase> {
  return await open(config, await databaseServer(config, startEmbedded));
}

/** Opens the database for a task, on the embedded server of a running service if there is one. */
export async function openTaskDatabase(config: Config): Promise<OpenDatabase> {
  return await open(config, await databaseServer(config, useEmbedded));
}

/** Returns the server of DATABASE_URL, else the one that `embedded` starts or finds. */
export async function databaseServer(
  config: Config,
  embedded: (dataDir: string) => Promise<EmbeddedDatabase>,
): Promise<Server> {
  if (!config.DATABASE_URL) return await embedded(config.DATA_DIR);
  return { url: config.DATABASE_URL, stop: async () => {} };
}

async function open(config: Config, { url, stop }: Server): Promise<OpenDatabase> {
  try {
    await checkServer(url);
    if (config.MIGRATE) await migrate(url);
  } catch (error) {
    await stop();
    throw error;
  }
  const database = openDatabase(url);
  const close = async () => {
    await database.close();
    await stop();
  };
  return { url, database, embedded: !config.DATABASE_URL, close };
}

async function migrate(url: string): Promise<void> {
  const names = await migrateUp(url, { say: (sentence) => log.info(sentence) });
  for (const name of names) log.debug("migration applied: {name}", { name });
  if (names.length === 0) return;
  log.info(`Database schema: ${counted(names.length, "migration")} applied.`);
}

const OLDEST_POSTGRES = 15;

/** Throws "unavailable" with the reason when a server cannot be used; warns of a superuser. */
export async function checkServer(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const place = `the database ${pathname.slice(1)} on ${host} (DATABASE_URL)`;
  const sql = connect(url, { max: 1 }) as OwnerSql;
  try {
    const { version, is_superuser } = await health.lookAtServer(sql);
    if (version < OLDEST_POSTGRES) {
      throw new AppError(
        "unavailable",
        `PostgreSQL ${OLDEST_POSTGRES} or newer is needed; ${place} is ${version}.`,
      );
    }
    if (is_superuser) {
      log.warning(
        "The login of {place} is a superuser, and so are the functions that it owns. Use a login " +
          "that only owns the database.",
        { place },
      );
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("unavailable", `Cannot use ${place}: ${reason(error)}.`, {
      cause: error,
    });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function reason(error: unknown): string {
  return error instanceof Error
    ? error.message || String((error as { code?: string }).code)
    : String(error);
}
