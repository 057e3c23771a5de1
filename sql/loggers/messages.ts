import type { ScopedSql } from "../../db/scope.ts";
import type { LoggerMessage } from "../../domain/loggers/message.ts";
import { lockLogger } from "./sessions.ts";

/** The session that got messages, and their seqs. */
export interface Queued {
  number: number;
  first_seq: number;
  last_seq: number;
  queued: number;
}

/**
 * Queues messages to the session of a logger that runs; undefined when none runs. A session that is
 * being stopped gets all of them or none.
 */
export async function queue(
  sql: ScopedSql,
  loggerUuid: string,
  texts: readonly string[],
  now: Temporal.Instant,
): Promise<Queued | undefined> {
  await lockLogger(sql, loggerUuid);
  const [queued] = await sql<Queued[]>`
    with added as (
      insert into app.logger_messages (logger_uuid, number, seq, time_utc, text)
      select logger_uuid, number, next_seq + place - 1, ${now}::timestamp, t.text
      from app.loggers join app.logger_sessions using (logger_uuid)
        cross join unnest(${texts as string[]}::text[]) with ordinality t (text, place)
      where logger_uuid = ${loggerUuid} and stopped_utc is null
      returning number, seq),
    counted as (
      update app.loggers set next_seq = last + 1, revision = revision + 1
      from (select max(seq) as last from added having count(*) > 0) a
      where logger_uuid = ${loggerUuid})
    select number, min(seq) as first_seq, max(seq) as last_seq, count(*)::int as queued
    from added group by number`;
  return queued;
}

/** Lists messages of a logger after a seq, the oldest first: of one session, or of all. */
export async function list(
  sql: ScopedSql,
  loggerUuid: string,
  { after, number, limit }: { after: number; number?: number; limit: number },
): Promise<LoggerMessage[]> {
  return await sql<LoggerMessage[]>`
    select number, seq, time_utc, text from app.logger_messages
    where logger_uuid = ${loggerUuid} and seq > ${after}
      ${number === undefined ? sql`` : sql`and number = ${number}`}
    order by seq limit ${limit}`;
}

/** Returns the last `n` messages of a session, the oldest of them first. */
export async function last(
  sql: ScopedSql,
  loggerUuid: string,
  { number, n }: { number: number; n: number },
): Promise<LoggerMessage[]> {
  return await sql<LoggerMessage[]>`
    select * from (
      select number, seq, time_utc, text from app.logger_messages
      where logger_uuid = ${loggerUuid} and number = ${number} order by seq desc limit ${n}) l
    order by seq`;
}
