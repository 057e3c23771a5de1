import { type Database, openDatabase } from "../db/client.ts";
import { type EmbeddedDatabase, startEmbedded, useEmbedded } from "../db/embedded.ts";
import { migrateUp } from "../db/migrate.ts";
import type { Config } from "./config.ts";
import { log } from "./log.ts";

/** An open database: the embedded one or that of DATABASE_URL. From here on there is no difference. */
export interface Home {
  url: string;
  database: Database;
  embedded: boolean;
  close(): Promise<void>;
}

type Server = Pick<EmbeddedDatabase, "url" | "stop">;

/** For the service: starts the embedded server, which must not be running, or takes DATABASE_URL. */
export async function openHome(config: Config): Promise<Home> {
  return await open(config, await server(config, startEmbedded));
}

/** For tasks: uses the embedded server of a running service, or starts it for the task. */
export async function openHomeForTask(config: Config): Promise<Home> {
  return await open(config, await server(config, useEmbedded));
}

/** The address of the database alone, for tasks that migrate. */
export async function server(
  config: Config,
  embedded: (dataDir: string) => Promise<EmbeddedDatabase>,
): Promise<Server> {
  if (!config.DATABASE_URL) return await embedded(config.DATA_DIR);
  return { url: config.DATABASE_URL, stop: async () => {} };
}

async function open(config: Config, { url, stop }: Server): Promise<Home> {
  try {
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
