import { connect, type Database, openDatabase, type OwnerSql } from "../db/client.ts";
import { type EmbeddedDatabase, startEmbedded, useEmbedded } from "../db/embedded/embedded.ts";
import { migrateUp } from "../db/migrate.ts";
import { AppError } from "../domain/errors.ts";
import * as health from "../sql/operations/health.ts";
import type { Config } from "./config.ts";
import { log } from "./log.ts";

/** An open database: the embedded one or that of DATABASE_URL. From here on there is no difference. */
export interface OpenDatabase {
  url: string;
  database: Database;
  embedded: boolean;
  close(): Promise<void>;
}

type Server = Pick<EmbeddedDatabase, "url" | "stop">;

/** For the service: starts the embedded server, which must not be running, or takes DATABASE_URL. */
export async function openServiceDatabase(config: Config): Promise<OpenDatabase> {
  return await open(config, await databaseServer(config, startEmbedded));
}

/** For tasks: uses the embedded server of a running service, or starts it for the task. */
export async function openTaskDatabase(config: Config): Promise<OpenDatabase> {
  return await open(config, await databaseServer(config, useEmbedded));
}

/** The address of the database alone, for tasks that migrate. */
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
    if (config.MIGRATE) {
      for (const name of await migrateUp(url)) log.info("migrated: {name}", { name });
    }
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

const OLDEST_POSTGRES = 15;

/** Throws "unavailable" with what is wrong with a server that cannot be used. */
async function checkServer(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const place = `the database ${pathname.slice(1)} on ${host} (DATABASE_URL)`;
  const sql = connect(url, { max: 1 }) as OwnerSql;
  try {
    const { version, is_superuser } = await health.lookAtServer(sql);
    if (version < OLDEST_POSTGRES) {
      throw new AppError(
        "unavailable",
        `PostgreSQL ${OLDEST_POSTGRES} is needed; ${place} is ${version}.`,
      );
    }
    if (is_superuser) {
      log.warning("The login of {place} is a superuser: its functions run as one. Use an owner.", {
        place,
      });
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
