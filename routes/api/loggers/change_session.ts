import type { ScopedSql } from "../../../db/scope.ts";
import { AppError } from "../../../domain/errors.ts";
import type { LoggerSession } from "../../../domain/loggers/session.ts";
import * as sessions from "../../../sql/loggers/sessions.ts";

/** Starts a session of a logger. Throws "conflict" (INSESSION) while one runs. */
export async function startSession(
  sql: ScopedSql,
  logger_uuid: string,
  now: Temporal.Instant,
): Promise<LoggerSession> {
  const started = await sessions.start(sql, logger_uuid, now);
  if (started) return started;
  throw new AppError(
    "conflict",
    "INSESSION: a session runs. Stop it before you start another one.",
  );
}

/** Stops the session of a logger that runs. Throws "conflict" (NOSESSION) when none does. */
export async function stopSession(
  sql: ScopedSql,
  logger_uuid: string,
  now: Temporal.Instant,
): Promise<LoggerSession> {
  const stopped = await sessions.stop(sql, logger_uuid, now);
  if (stopped) return stopped;
  throw new AppError("conflict", "NOSESSION: no session runs, so there is none to stop.");
}
