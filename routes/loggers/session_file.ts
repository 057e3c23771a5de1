import type { Context } from "hono";
import { withScope } from "../../db/scope.ts";
import type { LoggerSession } from "../../domain/loggers/session.ts";
import { sessionCsvHead, sessionCsvLines } from "../../domain/loggers/session_csv.ts";
import { type ReadingPlace, readingsAfter } from "../../sql/loggers/session_readings.ts";
import type { SignedIn } from "../http/context.ts";
import { csvHeaders } from "../http/csv.ts";
import { STREAM_LIMITS, StreamCount, streamedBody } from "../http/streamed_body.ts";

/** Readings that are read in one scope. */
const PIECE = 5000;

/** The files that are being read, by site group. */
const count = new StreamCount(STREAM_LIMITS);

type Reader = Pick<SignedIn["Variables"], "viewer" | "services">;

interface Wanted {
  logger: { logger_uuid: string; zone: string };
  session: LoggerSession;
}

/**
 * Responds with the readings of a session as CSV. Each piece is read in a scope of its own at the
 * client's pace: no transaction is open while a client reads, or does not.
 */
export async function respondWithSession(
  c: Context,
  wanted: Wanted,
  reader: Reader,
  piece = PIECE,
): Promise<Response> {
  const streamed = {
    client: reader.viewer.site_group_uuid,
    texts: textsOf(reader, wanted, piece),
  };
  const body = c.req.method === "HEAD" ? "" : await streamedBody(streamed, count);
  return c.body(body, 200, {
    ...csvHeaders(`session-${wanted.session.number}.csv`),
    "Transfer-Encoding": "chunked",
    "Cache-Control": "no-store",
  });
}

async function* textsOf(
  { viewer, services }: Reader,
  { logger, session }: Wanted,
  limit: number,
): AsyncGenerator<string, void> {
  let head = sessionCsvHead();
  let after: ReadingPlace | undefined;
  for (;;) {
    const rows = await withScope(
      services.database.requests,
      viewer,
      { readOnly: true },
      (sql) => readingsAfter(sql, logger.logger_uuid, session, { after, limit }),
    );
    yield head + sessionCsvLines(rows, session.started_utc, logger.zone);
    if (rows.length < limit) return;
    head = "";
    after = rows.at(-1)!;
  }
}
