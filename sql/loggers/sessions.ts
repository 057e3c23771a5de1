import type { ScopedSql } from "../../db/scope.ts";
import type { LoggerSession, ReportedSession } from "../../domain/loggers/session.ts";
import { json } from "../kit/json.ts";

const columns = (sql: ScopedSql) =>
  sql`number, started_utc, stopped_utc, reported_readings, readings::float8 as readings`;

/**
 * Makes changes of a logger's sessions take turns: waits for the others, which have committed then, so
 * that the next statement sees what they did.
 */
export async function lockLogger(sql: ScopedSql, loggerUuid: string): Promise<void> {
  await sql`select from app.loggers where logger_uuid = ${loggerUuid} for no key update`;
}

/**
 * Starts a session of a logger of the caller's; undefined, and nothing is changed, while one runs. It
 * starts with the second, since many devices send times in whole seconds, but not before the stop of
 * another one.
 */
export async function start(
  sql: ScopedSql,
  loggerUuid: string,
  now: Temporal.Instant,
): Promise<LoggerSession | undefined> {
  await lockLogger(sql, loggerUuid);
  const [session] = await sql<LoggerSession[]>`
    with made as (
      insert into app.logger_sessions (logger_uuid, number, started_utc)
      select logger_uuid, next_number, greatest(date_trunc('second', ${now}::timestamp),
        (select max(stopped_utc) from app.logger_sessions
          where logger_uuid = ${loggerUuid} and stopped_utc <= ${now}::timestamp))
      from app.loggers where logger_uuid = ${loggerUuid}
      on conflict (logger_uuid) where stopped_utc is null do nothing
      returning ${columns(sql)}),
    counted as (
      update app.loggers set next_number = number + 1, revision = revision + 1
      from made where logger_uuid = ${loggerUuid})
    select * from made`;
  return session;
}

/** Stops the session of a logger that runs, never before it started; undefined when none runs. */
export async function stop(
  sql: ScopedSql,
  loggerUuid: string,
  now: Temporal.Instant,
): Promise<LoggerSession | undefined> {
  await lockLogger(sql, loggerUuid);
  const [session] = await sql<LoggerSession[]>`
    with stopped as (
      update app.logger_sessions set stopped_utc = greatest(started_utc, ${now}::timestamp)
      where logger_uuid = ${loggerUuid} and stopped_utc is null returning ${columns(sql)}),
    counted as (
      update app.loggers set revision = revision + 1
      from stopped where logger_uuid = ${loggerUuid})
    select * from stopped`;
  return session;
}

/** Lists sessions of a logger, the newest first, those with smaller numbers than `before`. */
export async function list(
  sql: ScopedSql,
  loggerUuid: string,
  { before, limit }: { before?: number; limit: number },
): Promise<LoggerSession[]> {
  return await sql<LoggerSession[]>`
    select ${columns(sql)} from app.logger_sessions
    where logger_uuid = ${loggerUuid} and number < ${before ?? 2 ** 31 - 1}
    order by number desc limit ${limit}`;
}

/** Returns the session of a logger that runs; undefined when none does. */
export async function running(
  sql: ScopedSql,
  loggerUuid: string,
): Promise<LoggerSession | undefined> {
  const [session] = await sql<LoggerSession[]>`
    select ${columns(sql)} from app.logger_sessions
    where logger_uuid = ${loggerUuid} and stopped_utc is null`;
  return session;
}

/** Returns a session of a logger; undefined for a number that its list does not have. */
export async function find(
  sql: ScopedSql,
  loggerUuid: string,
  number: number,
): Promise<LoggerSession | undefined> {
  const [session] = await sql<LoggerSession[]>`
    select ${columns(sql)} from app.logger_sessions
    where logger_uuid = ${loggerUuid} and number = ${number}`;
  return session;
}

/**
 * Makes the list of a logger's sessions what its device reports, and returns it, the newest first.
 * Numbers of later sessions go on after the largest one. Readings stay: those of a session that comes
 * back to the list are counted again.
 */
export async function replace(
  sql: ScopedSql,
  loggerUuid: string,
  reported: readonly ReportedSession[],
): Promise<LoggerSession[]> {
  await sql`
    update app.loggers set revision = revision + 1,
      next_number = greatest(next_number, ${Math.max(0, ...reported.map(numberOf)) + 1})
    where logger_uuid = ${loggerUuid}`;
  await sql`
    delete from app.logger_sessions
    where logger_uuid = ${loggerUuid} and number <> all(${`{${
    reported.map(numberOf)
  }}`}::text::int[])`;
  // The one that runs comes last: until then another one may.
  await sql`
    update app.logger_sessions set stopped_utc = started_utc
    where logger_uuid = ${loggerUuid} and stopped_utc is null`;
  await sql`
    insert into app.logger_sessions (logger_uuid, number, started_utc, stopped_utc,
      reported_readings, readings)
    select ${loggerUuid}, r.number, r.started_utc at time zone 'utc', r.stopped_utc at time zone 'utc',
      r.readings, app.count_session_readings(${loggerUuid}, r.number)
    from jsonb_to_recordset(${json(sql, reported)}::jsonb)
      as r (number int, started_utc timestamptz, stopped_utc timestamptz, readings bigint)
    on conflict (logger_uuid, number) do update set started_utc = excluded.started_utc,
      stopped_utc = excluded.stopped_utc, reported_readings = excluded.reported_readings,
      readings = excluded.readings`;
  return await list(sql, loggerUuid, { limit: reported.length });
}

const numberOf = ({ number }: ReportedSession) => number;

/** Deletes the readings of a session, which stays in the list. */
export async function clear(
  sql: ScopedSql,
  loggerUuid: string,
  number: number,
): Promise<void> {
  await sql`update app.loggers set revision = revision + 1 where logger_uuid = ${loggerUuid}`;
  const variables = await sql<{ variable_id: string }[]>`
    select unnest(app.session_variables(${loggerUuid}, ${number}))::text as variable_id`;
  for (const { variable_id } of variables) {
    await sql`select app.clear_session(${loggerUuid}, ${number}, ${variable_id}::bigint)`;
  }
  await sql`
    update app.logger_sessions set readings = 0
    where logger_uuid = ${loggerUuid} and number = ${number}`;
}

/** Deletes a session with its readings and messages; returns false when it was not there. */
export async function remove(
  sql: ScopedSql,
  loggerUuid: string,
  number: number,
): Promise<boolean> {
  await clear(sql, loggerUuid, number);
  const removed = await sql`
    delete from app.logger_sessions where logger_uuid = ${loggerUuid} and number = ${number}
    returning 1`;
  return removed.length > 0;
}
