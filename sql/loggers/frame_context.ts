import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { BOARDS_SETTING } from "../../domain/loggers/frames/described_boards.ts";
import type { OwnerTransaction } from "../kit/queries.ts";

/** What frames of a logger are read by. */
export interface FrameContext {
  /** The setting that describes its boards; null without one. */
  boards: string | null;
  /** The start of the session (UTC); null without one. */
  started_utc: string | null;
}

/**
 * Returns what frames of a logger are read by, in the session of this number, else in the one that
 * runs. `sql` may be a scope of the site, or the owner's pool.
 */
export async function frameContext(
  sql: OwnerSql | OwnerTransaction | ScopedSql,
  loggerUuid: string,
  number?: number,
): Promise<FrameContext> {
  const [row] = await (sql as OwnerTransaction)<FrameContext[]>`
    select (select value from app.logger_settings
        where logger_uuid = ${loggerUuid}::uuid and key = ${BOARDS_SETTING}) as boards,
      (select started_utc from app.logger_sessions
        where logger_uuid = ${loggerUuid}::uuid and case when ${number ?? null}::int is null
          then stopped_utc is null else number = ${number ?? null}::int end) as started_utc`;
  return row!;
}
