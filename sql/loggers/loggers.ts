import type { ScopedSql } from "../../db/scope.ts";
import type { Logger, LoggerEdit, NewLogger } from "../../domain/loggers/logger.ts";

/** SQL: the columns of a Logger. */
const columns = (sql: ScopedSql) =>
  sql`logger_uuid, site_uuid, name, note, interval_seconds, zone, last_seen_utc, version,
    created_utc`;

/** Returns the loggers of the caller's sites, or of one of them, by name. */
export async function listLoggers(sql: ScopedSql, siteUuid?: string): Promise<Logger[]> {
  return await sql<Logger[]>`
    select ${columns(sql)} from app.loggers
    where ${siteUuid === undefined ? sql`true` : sql`site_uuid = ${siteUuid}::uuid`}
    order by lower(name), logger_uuid`;
}

/** Returns a logger at one of the caller's sites; undefined without one. */
export async function findLogger(sql: ScopedSql, loggerUuid: string): Promise<Logger | undefined> {
  const [logger] = await sql<Logger[]>`
    select ${columns(sql)} from app.loggers where logger_uuid = ${loggerUuid}::uuid`;
  return logger;
}

/**
 * Adds a logger to one of the caller's sites, and returns it. Without a zone it has that of the site,
 * else UTC. Throws "conflict" (23505) when the site has a logger of that name in any case, and 42501
 * for a stranger's site.
 */
export async function insertLogger(
  sql: ScopedSql,
  siteUuid: string,
  { name, note, interval_seconds, zone }: NewLogger,
): Promise<Logger> {
  const [logger] = await sql<Logger[]>`
    insert into app.loggers (site_uuid, name, note, interval_seconds, zone)
    values (${siteUuid}::uuid, ${name}, ${note}, ${interval_seconds}, coalesce(${zone ?? null},
      (select time_zone from sites where site_uuid = ${siteUuid}::uuid), 'UTC'))
    returning ${columns(sql)}`;
  return logger!;
}

/**
 * Writes exactly what `changes` has, and returns the logger; undefined when the caller has no such
 * logger or it has another version by now. Throws "conflict" (23505) for the name of another logger.
 */
export async function updateLogger(
  sql: ScopedSql,
  loggerUuid: string,
  changes: LoggerEdit,
  version?: number,
): Promise<Logger | undefined> {
  const { name = null, note = null, interval_seconds = null, zone = null } = changes;
  const [logger] = await sql<Logger[]>`
    update app.loggers set name = coalesce(${name}, name), note = coalesce(${note}, note),
      interval_seconds = coalesce(${interval_seconds}::int, interval_seconds),
      zone = coalesce(${zone}, zone), version = version + 1
    where logger_uuid = ${loggerUuid}::uuid
      and version = coalesce(${version ?? null}::int, version)
    returning ${columns(sql)}`;
  return logger;
}

/**
 * Deletes a logger with its keys, sessions, variables, alarms and settings; returns false without
 * one. Its readings are there for nobody from then on; a job deletes them in steps.
 */
export async function deleteLogger(sql: ScopedSql, loggerUuid: string): Promise<boolean> {
  const deleted = await sql`delete from app.loggers where logger_uuid = ${loggerUuid}::uuid`;
  return deleted.count === 1;
}
