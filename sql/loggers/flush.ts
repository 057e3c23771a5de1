import type { ScopedSql } from "../../db/scope.ts";

/** What a flush of a logger deletes. */
export interface FlushedThings {
  sessions: number;
  messages: number;
  /** Variables with readings. */
  variables: number;
}

/** Counts what a flush of a logger would delete. */
export async function countFlushed(sql: ScopedSql, loggerUuid: string): Promise<FlushedThings> {
  const [things] = await sql<FlushedThings[]>`
    select
      (select count(*)::int from app.logger_sessions where logger_uuid = ${loggerUuid}) as sessions,
      (select count(*)::int from app.logger_messages where logger_uuid = ${loggerUuid}) as messages,
      (select count(*)::int from app.logger_variables
        where logger_uuid = ${loggerUuid} and last_utc is not null) as variables`;
  return things!;
}

/**
 * Deletes the sessions, messages and readings of a logger of the caller's. However many readings
 * there are, they are gone for every reader at once; a job frees their room.
 */
export async function flush(sql: ScopedSql, loggerUuid: string): Promise<void> {
  await sql`select app.flush_logger(${loggerUuid})`;
}
