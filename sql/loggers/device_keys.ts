import type { DevicePool } from "../../db/client.ts";

/** Returns the logger of a key by the key's SHA-256; undefined when it is unknown or revoked. */
export async function loggerOf(sql: DevicePool, keyHash: Uint8Array): Promise<string | undefined> {
  const [row] = await sql<{ logger_uuid: string | null }[]>`
    select app.logger_of_key(${keyHash}) as logger_uuid`;
  return row?.logger_uuid ?? undefined;
}
