import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { Alarm, AlarmList, NewAlarm } from "../../domain/loggers/alarm.ts";
import type { Fragment, Fragments, OwnerTransaction } from "../kit/queries.ts";
import { ownEmail } from "./own_email.ts";

/** SQL: the columns of an Alarm, from app.alarms. */
const columns = (sql: Fragments): Fragment =>
  sql`alarm_uuid, logger_uuid, rule_uuid, cause, severity, description, raised_utc, cleared_utc,
    dismissed_utc, ${ownEmail(sql, "dismissed_by")} as dismissed_by`;

/** SQL: true for an alarm that is open: neither over nor dismissed. */
export const isOpen = (sql: Fragments): Fragment =>
  sql`cleared_utc is null and dismissed_utc is null`;

/** A dismissal of what the service finds by itself holds so long, if that goes on. */
const DISMISSED_FOR = "1 day";

/**
 * Raises the alarm of a cause: what the service finds by itself about a logger. Does nothing while
 * one of that cause is open, and for a day after it was dismissed. `sql` may be a scope of the
 * site, a transaction of the owner's, or the owner's pool.
 */
export async function raiseAlarm(
  sql: OwnerSql | OwnerTransaction | ScopedSql,
  loggerUuid: string,
  cause: string,
  severity: number,
  description: string,
): Promise<void> {
  const run = sql as OwnerTransaction;
  await run`
    update app.alarms set cleared_utc = now() at time zone 'utc'
    where logger_uuid = ${loggerUuid}::uuid and cause = ${cause} and cleared_utc is null
      and dismissed_utc < now() at time zone 'utc' - ${DISMISSED_FOR}::interval`;
  await run`
    insert into app.alarms (logger_uuid, cause, severity, description)
    select logger_uuid, ${cause}, ${severity}, ${description} from app.loggers
    where logger_uuid = ${loggerUuid}::uuid
    on conflict (logger_uuid, cause) where cause is not null and cleared_utc is null do nothing`;
}

/** Clears the open alarm of a cause, if there is one, when the cause has ended. */
export async function clearAlarm(
  sql: OwnerSql | OwnerTransaction | ScopedSql,
  loggerUuid: string,
  cause: string,
): Promise<void> {
  await (sql as OwnerTransaction)`
    update app.alarms set cleared_utc = now() at time zone 'utc'
    where logger_uuid = ${loggerUuid}::uuid and cause = ${cause} and cleared_utc is null`;
}

/** Returns those of some loggers that have an open alarm of a cause, raised before a time (UTC). */
export async function raisedBefore(
  tx: OwnerTransaction,
  loggerUuids: readonly string[],
  cause: string,
  utc: string,
): Promise<string[]> {
  const rows = await tx<{ logger_uuid: string }[]>`
    select logger_uuid from app.alarms
    where logger_uuid = any(${loggerUuids}::uuid[]) and cause = ${cause} and cleared_utc is null
      and raised_utc < ${utc}::timestamp
    order by 1`;
  return rows.map(({ logger_uuid }) => logger_uuid);
}

/** Adds an alarm that a person or a device raises. Several of the same text are several alarms. */
export async function addAlarm(
  sql: ScopedSql,
  loggerUuid: string,
  { severity, description }: NewAlarm,
): Promise<Alarm> {
  const [alarm] = await sql<Alarm[]>`
    insert into app.alarms (logger_uuid, severity, description)
    values (${loggerUuid}::uuid, ${severity}, ${description})
    returning ${columns(sql)}`;
  return alarm!;
}

/** Which rows of a list of alarms to read: so many, after the one that a reader has had last. */
interface Wanted {
  list: AlarmList;
  limit: number;
  after?: string | undefined;
}

/**
 * Returns alarms of a logger, the newest first, and one more than `limit`, which says that there
 * are more.
 */
export async function listAlarms(
  sql: ScopedSql,
  loggerUuid: string,
  { list, limit, after }: Wanted,
): Promise<Alarm[]> {
  return await sql<Alarm[]>`
    select ${columns(sql)} from app.alarms
    where logger_uuid = ${loggerUuid}::uuid
      ${
    list === "all"
      ? sql``
      : list === "open"
      ? sql`and ${isOpen(sql)}`
      : sql`and not (${isOpen(sql)})`
  }
      ${
    after
      ? sql`and (raised_utc, alarm_uuid) < (select a.raised_utc, a.alarm_uuid from app.alarms a
          where a.alarm_uuid = ${after}::uuid and a.logger_uuid = ${loggerUuid}::uuid)`
      : sql``
  }
    order by raised_utc desc, alarm_uuid desc limit ${limit + 1}`;
}

/** Returns an alarm of a logger; undefined without one. */
export async function findAlarm(
  sql: ScopedSql,
  loggerUuid: string,
  alarmUuid: string,
): Promise<Alarm | undefined> {
  const [alarm] = await sql<Alarm[]>`
    select ${columns(sql)} from app.alarms
    where logger_uuid = ${loggerUuid}::uuid and alarm_uuid = ${alarmUuid}::uuid`;
  return alarm;
}

/**
 * Dismisses an alarm: it is not open any more, and stays in the history with who did it. The first
 * dismissal counts. Returns the alarm; undefined without one.
 */
export async function dismissAlarm(
  sql: ScopedSql,
  loggerUuid: string,
  alarmUuid: string,
  email: string,
): Promise<Alarm | undefined> {
  await sql`
    update app.alarms set dismissed_utc = now() at time zone 'utc', dismissed_by = ${email}
    where logger_uuid = ${loggerUuid}::uuid and alarm_uuid = ${alarmUuid}::uuid
      and dismissed_utc is null`;
  return await findAlarm(sql, loggerUuid, alarmUuid);
}

/** Dismisses all open alarms of a logger. Returns how many. */
export async function dismissAlarms(
  sql: ScopedSql,
  loggerUuid: string,
  email: string,
): Promise<number> {
  const dismissed = await sql`
    update app.alarms set dismissed_utc = now() at time zone 'utc', dismissed_by = ${email}
    where logger_uuid = ${loggerUuid}::uuid and ${isOpen(sql)} returning 1`;
  return dismissed.length;
}
