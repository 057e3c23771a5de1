import type { ScopedSql } from "../../db/scope.ts";
import type { LoggerSession } from "../../domain/loggers/session.ts";
import type { VariableReading } from "../../domain/loggers/variable_reading.ts";
import { readingsBetween } from "./readings.ts";

/** A reading after which a page of readings goes on. */
export type ReadingPlace = Pick<VariableReading, "time_utc" | "variable_id">;

/** A reading of a session, with the name of its variable. */
export type SessionReading = VariableReading & { variable: string };

const FIRST = Temporal.Instant.from("1970-01-01T00:00:00Z");
const LAST = Temporal.Instant.from("9999-01-01T00:00:00Z");

/**
 * Returns readings of a session after a place, in the order of time and variable. They can be later
 * than its stop (frames count from its start), and of a session that a device reported at any time,
 * since its next list may have other ones.
 */
export async function readingsAfter(
  sql: ScopedSql,
  loggerUuid: string,
  { number, started_utc, reported_readings }: LoggerSession,
  { after, limit }: { after?: ReadingPlace; limit: number },
): Promise<SessionReading[]> {
  const query = {
    from: reported_readings === null ? Temporal.Instant.from(started_utc) : FIRST,
    to: LAST,
    limit,
    after,
    number,
  };
  const [rows, names] = await Promise.all([
    readingsBetween(sql, loggerUuid, query),
    sql<{ variable_id: string; name: string }[]>`
      select variable_id::text as variable_id, name from app.logger_variables
      where logger_uuid = ${loggerUuid}`,
  ]);
  const nameOf = new Map(names.map(({ variable_id, name }) => [variable_id, name]));
  return rows.map((row) => ({ ...row, variable: nameOf.get(row.variable_id)! }));
}

/** A variable that has readings in a session. */
export interface SessionVariable {
  name: string;
  unit: string | null;
  label: string | null;
}

/** Lists the variables that have readings in a session, by name, those after a name. */
export async function variablesAfter(
  sql: ScopedSql,
  loggerUuid: string,
  number: number,
  { after, limit }: { after?: string; limit: number },
): Promise<SessionVariable[]> {
  return await sql<SessionVariable[]>`
    select name, unit, label from app.logger_variables
    where variable_id = any((select app.session_variables(${loggerUuid}, ${number}))::bigint[])
      ${after === undefined ? sql`` : sql`and name collate "C" > ${after}`}
    order by name collate "C" limit ${limit}`;
}
