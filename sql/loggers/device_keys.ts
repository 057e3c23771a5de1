import type { DevicePool } from "../../db/client.ts";

/** The logger that a key belongs to. */
export interface KeyedLogger {
  logger_uuid: string;
  /** The group that added it; null: that was deleted. */
  site_group_uuid: string | null;
}

/** Returns the logger of a key by the key's SHA-256; undefined when it is unknown or revoked. */
export async function loggerOf(
  sql: DevicePool,
  keyHash: Uint8Array,
): Promise<KeyedLogger | undefined> {
  const [logger] = await sql<KeyedLogger[]>`
    select logger_uuid, site_group_uuid from app.logger_of_key(${keyHash})`;
  return logger;
}
