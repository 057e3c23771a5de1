import type { Viewer } from "../../domain/account/viewer.ts";
import type { Reading } from "../../domain/loggers/reading.ts";
import { hashSecret, newSecret } from "../../domain/account/secret.ts";
import { insertKey } from "../../sql/loggers/keys.ts";
import { insertLogger } from "../../sql/loggers/loggers.ts";
import type { Database } from "../../db/client.ts";
import { inScope } from "./scopes.ts";

/** A logger with a key, and that key as its device and as the database know it. */
export interface TestLogger {
  logger_uuid: string;
  key: string;
  keyHash: Uint8Array;
}

/** Adds a logger of a viewer's site, with one key. */
export async function makeLogger(
  database: Database,
  viewer: Viewer,
  siteUuid: string,
  name: string = crypto.randomUUID(),
): Promise<TestLogger> {
  const key = newSecret();
  const keyHash = await hashSecret(key);
  return await inScope(database, viewer, async (sql) => {
    const logger = await insertLogger(sql, siteUuid, { name, note: "", interval_seconds: 10 });
    await insertKey(sql, logger.logger_uuid, { hash: keyHash, prefix: key.slice(0, 8) });
    return { logger_uuid: logger.logger_uuid, key, keyHash };
  });
}

/** Returns readings of one variable at these times (RFC 3339), whose values are their places. */
export const readingsAt = (variable: string, ...times: string[]): Reading[] =>
  times.map((time, value) => ({ variable, time: microseconds(time), value }));

/** Returns a time (RFC 3339) in microseconds since 1970 UTC. */
export const microseconds = (time: string): number =>
  Number(Temporal.Instant.from(time).epochNanoseconds / 1000n);
