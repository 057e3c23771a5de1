import { connect, type Database, openDatabase, type OwnerSql } from "../db/client.ts";
import { type EmbeddedDatabase, startEmbedded, useEmbedded } from "../db/embedded/embedded.ts";
import { migrateUp, refuseNewerSchema } from "../db/migrate.ts";
import { whyRefused } from "../db/refused.ts";
import { AppError } from "../domain/errors.ts";
import { counted } from "../domain/plural.ts";
import * as health from "../sql/operations/health.ts";
import type { Config } from "./config.ts";
import { log } from "./log.ts";

/** A database that is ready for use: the embedded one, or that of DATABASE_URL. */
export interface OpenDatabase {
  url: string;
  /** The path of the Unix socket of a server on this machine. */
  socket?: string;
  database: Database;
  embedded: boolean;
  /** Closes the connections, and stops the embedded server if this process started it. */
  close(): Promise<void>;
}

/**
 * Opens the database for the service and brings its schema up to date, unless MIGRATE is off.
 * Throws "unavailable" when it cannot be used, when its schema is newer than this program, and when
 * another process has the embedded server.
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
): Promise<EmbeddedDatabase> {
  if (!config.DATABASE_URL) return await embedded(config.DATA_DIR);
  return { url: config.DATABASE_URL, stop: async () => {} };
}

async function open(
  config: Config,
  { url, socket, stop }: EmbeddedDatabase,
): Promise<OpenDatabase> {
  const requestUrl = config.DATABASE_URL ? config.REQUEST_DATABASE_URL ?? url : url;
  try {
    await checkServer(url);
    await (config.MIGRATE ? migrate(url) : refuseNewerSchema(url));
    if (requestUrl !== url) await checkRequestLogin(url, requestUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  const database = openDatabase(url, { requestUrl, socket });
  const close = async () => {
    await database.close();
    await stop();
  };
  return { url, socket, database, embedded: !config.DATABASE_URL, close };
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
  const place = placeOf(url, "DATABASE_URL");
  const { version, is_superuser } = await queryOnce(url, place, health.lookAtServer);
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
}

/** Throws "unavailable" when the login of the request pool is none, or leads to another database. */
async function checkRequestLogin(url: string, requestUrl: string): Promise<void> {
  const place = placeOf(requestUrl, "REQUEST_DATABASE_URL");
  const { identity, is_member } = await queryOnce(requestUrl, place, health.lookAtLogin);
  const owner = await queryOnce(url, placeOf(url, "DATABASE_URL"), health.lookAtLogin);
  if (identity !== owner.identity) {
    throw new AppError("unavailable", `${place} is not the database of DATABASE_URL.`);
  }
  if (!is_member) {
    throw new AppError(
      "unavailable",
      `The login of ${place} may not act for requests: grant sitecast_app, sitecast_admin to it.`,
    );
  }
}

function placeOf(url: string, variable: string): string {
  const { host, pathname } = new URL(url);
  return `the database ${pathname.slice(1)} on ${host} (${variable})`;
}

/** Runs a query on a connection of its own. Throws "unavailable" with the reason when it fails. */
async function queryOnce<T>(url: string, place: string, query: (sql: OwnerSql) => Promise<T>) {
  const sql = connect(url, { max: 1 }) as OwnerSql;
  try {
    return await query(sql);
  } catch (error) {
    const message = await whyRefused(url, error) ?? `Cannot use ${place}: ${reason(error)}.`;
    throw new AppError("unavailable", message, { cause: error });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function reason(error: unknown): string {
  return error instanceof Error
    ? error.message || String((error as { code?: string }).code)
    : String(error);
}
