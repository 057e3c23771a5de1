import { getLogger } from "@logtape/logtape";
import type { Context } from "hono";
import { type ScopedSql, withScope } from "../../../db/scope.ts";
import { turnTaker } from "../../../db/turns.ts";
import { AppError } from "../../../domain/errors.ts";
import type { SignedIn, UploadLimits } from "../../http/context.ts";
import { refuseReaders } from "../../imports/receive_file.ts";
import type { Columns } from "./csv_rows.ts";
import { uploadFormat } from "../../http/upload_format.ts";
import { rowsOf } from "./rows.ts";
import type { SentRow, WrongLine } from "./sent_row.ts";
import { unpackedStream } from "./unpacked_stream.ts";

const log = getLogger(["sitecast", "request"]);

/** What becomes of the lines of an upload, step by step. */
export interface Upload<T> {
  columns: Columns;
  /** Counts the rows of a line. */
  rowsIn(line: SentRow | WrongLine): number;
  /** Checks lines and keeps their rows. Throws for the first wrong one, unless they are skipped. */
  take(sql: Scopes, lines: readonly (SentRow | WrongLine)[]): Promise<void>;
  /** Ends what `take` does. Throws "invalid" for an upload of no rows. */
  end(sql: Scopes): Promise<void>;
  /** Stores all of it, in one transaction. */
  move(sql: ScopedSql): Promise<T>;
  /** Forgets what `take` kept, or still keeps. */
  drop(sql: Scopes): Promise<void>;
}

/** Opens a short scope of the viewer's group: none is open while a client is waited for. */
export type Scopes = <T>(work: (sql: ScopedSql) => Promise<T>) => Promise<T>;

type Request = Pick<Context<SignedIn>, "req" | "var">;

const DRY = Symbol("nothing is stored: the request asks what would be");

/**
 * Reads an upload as it arrives, checks it and keeps it piece by piece, and stores it at once when
 * it is whole; in a dry run rolls that back. What is refused or breaks off leaves nothing behind.
 * Returns the response that `respond` makes of what was stored.
 */
export async function receiveUpload<T, R extends Response>(
  c: Request,
  upload: Upload<T>,
  respond: (stored: T) => R,
): Promise<R> {
  const { viewer, isDryRun = false, services: { database, settings: { uploadLimits } } } = c.var;
  const format = uploadFormat(c)!;
  refuseReaders(viewer);
  const scopes: Scopes = (work) => withScope(database.requests, viewer, { readOnly: false }, work);
  let isKept = false;
  try {
    const bytes = unpackedStream(
      c.var.streamBody(),
      c.req.header("content-encoding"),
      uploadLimits.bytes,
    );
    for await (const lines of pieces(upload, rowsOf(bytes, format, upload.columns), uploadLimits)) {
      isKept = true;
      await upload.take(scopes, lines);
    }
    await upload.end(scopes);
    const response = await moved(c, upload, respond);
    isKept = isDryRun;
    return response;
  } finally {
    if (isKept) await upload.drop(scopes).catch(logged);
  }
}

/** Yields lines as many as are checked together. Throws where there are too many, or too late. */
async function* pieces(
  upload: Pick<Upload<unknown>, "rowsIn">,
  batches: AsyncIterable<(SentRow | WrongLine)[]>,
  { rows, seconds, pieceRows }: UploadLimits,
): AsyncGenerator<(SentRow | WrongLine)[]> {
  const end = performance.now() + seconds * 1000;
  const turn = turnTaker();
  let piece: (SentRow | WrongLine)[] = [];
  let [count, counted] = [0, 0];
  for await (const batch of batches) {
    if (performance.now() > end) throw new AppError("timed_out", tooLate(seconds));
    for (const line of batch) {
      piece.push(line);
      count += upload.rowsIn(line);
      if (count > rows) throw new AppError("too_large", tooMany(rows));
      if (count - counted < pieceRows) continue;
      yield piece;
      [piece, counted] = [[], count];
    }
    await turn();
  }
  if (piece.length > 0) yield piece;
}

const tooLate = (seconds: number) =>
  `The body took more than ${Math.round(seconds / 60)} minutes to arrive. Send it in parts.`;
const tooMany = (rows: number) =>
  `A body may have ${rows.toLocaleString("en")} rows; this one has more. Send it in parts.`;

/** Stores an upload, or finds out what storing it would do. */
async function moved<T, R extends Response>(
  c: Request,
  upload: Upload<T>,
  respond: (stored: T) => R,
): Promise<R> {
  const { viewer, services: { database } } = c.var;
  let response: R | undefined;
  try {
    await withScope(database.uploads, viewer, { readOnly: false }, async (sql) => {
      response = respond(await upload.move(sql));
      if (c.var.isDryRun) throw DRY;
      await c.var.keepResponse?.(sql, response);
    });
  } catch (error) {
    if (error !== DRY) throw error;
  }
  return response!;
}

/** What stays behind goes within an hour or two. */
const logged = (error: unknown) =>
  log.warning("the rows of an upload stay for now: {error}", { error });
