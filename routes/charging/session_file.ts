import type { Context } from "hono";
import { withScope } from "../../db/scope.ts";
import { csvHead, csvLines, type CsvRow } from "../../domain/charging/session_csv.ts";
import { exportAfter, type Place } from "../../sql/charging/session_export.ts";
import { listSettings } from "../../sql/charging/list_settings.ts";
import type { Listing } from "../../sql/charging/session_order.ts";
import type { SignedIn } from "../http/context.ts";
import { csvHeaders } from "../http/csv.ts";
import { STREAM_LIMITS, StreamCount, streamedBody } from "../http/streamed_body.ts";

/** Sessions that are read in one scope. */
const PIECE = 2000;

/** The files that are being read, by site group. */
const count = new StreamCount(STREAM_LIMITS);

type Reader = Pick<SignedIn["Variables"], "viewer" | "services">;
type Wanted = Pick<Listing, "filter" | "order">;

/**
 * Responds with every session of a filter as CSV. Each piece is read in a scope of its own at the
 * client's pace: no transaction is open while a client reads, or does not.
 */
export async function respondWithSessions(
  c: Context,
  wanted: Wanted,
  reader: Reader,
  piece = PIECE,
): Promise<Response> {
  const { viewer, services } = reader;
  const day = services.now().toString().slice(0, 10);
  const body = c.req.method === "HEAD" ? "" : await streamedBody(
    { client: viewer.site_group_uuid, texts: textsOf(reader, wanted, piece) },
    count,
  );
  return c.body(body, 200, {
    ...csvHeaders(`charging-sessions-${day}.csv`),
    "Transfer-Encoding": "chunked",
    "Cache-Control": "no-store",
  });
}

async function* textsOf(
  { viewer, services }: Reader,
  wanted: Wanted,
  limit: number,
): AsyncGenerator<string, void> {
  const now = services.now();
  let text = csvHead();
  let after: Place | undefined;
  do {
    const take = (rows: CsvRow[]) => void (text += csvLines(rows));
    await withScope(services.database.requests, viewer, { readOnly: true }, async (sql) => {
      const { zone } = await listSettings(sql);
      after = await exportAfter(sql, { ...wanted, shown: { now, zone } }, { limit, after }, take);
    });
    yield text;
    text = "";
  } while (after);
}
