import type { ScopedSql } from "../../db/scope.ts";
import type { LoggerKey } from "../../domain/loggers/logger_key.ts";
import { ownEmail } from "./own_email.ts";

/** A key to store. */
export interface HashedKey {
  /** SHA-256 of the secret. */
  hash: Uint8Array;
  /** The first characters of the secret. */
  prefix: string;
  label?: string;
  /** E-mail address of the user who makes it. */
  createdBy?: string;
}

/** SQL: the columns of a LoggerKey. */
const columns = (sql: ScopedSql) =>
  sql`key_uuid, logger_uuid, prefix, label, ${
    ownEmail(sql, "created_by")
  } as created_by, created_utc, last_used_utc, revoked_utc`;

/** Adds a key of a logger of the caller's, and returns it. Throws 42501 for a stranger's logger. */
export async function insertKey(
  sql: ScopedSql,
  loggerUuid: string,
  { hash, prefix, label = "", createdBy }: HashedKey,
): Promise<LoggerKey> {
  const [key] = await sql<LoggerKey[]>`
    insert into app.logger_keys (logger_uuid, key_hash, prefix, label, created_by)
    values (${loggerUuid}::uuid, ${hash}, ${prefix}, ${label}, ${createdBy ?? null})
    returning ${columns(sql)}`;
  return key!;
}

/** Returns the keys of a logger of the caller's: the valid ones first, then the newest. */
export async function listKeys(sql: ScopedSql, loggerUuid: string): Promise<LoggerKey[]> {
  return await sql<LoggerKey[]>`
    select ${columns(sql)} from app.logger_keys where logger_uuid = ${loggerUuid}::uuid
    order by revoked_utc is not null, created_utc desc, key_uuid`;
}

/** Revokes a key of a logger of the caller's, and returns its prefix; undefined without a valid one. */
export async function revokeKey(
  sql: ScopedSql,
  loggerUuid: string,
  keyUuid: string,
): Promise<string | undefined> {
  const [revoked] = await sql<{ prefix: string }[]>`
    update app.logger_keys set revoked_utc = now() at time zone 'utc'
    where logger_uuid = ${loggerUuid}::uuid and key_uuid = ${keyUuid}::uuid
      and revoked_utc is null
    returning prefix`;
  return revoked?.prefix;
}
