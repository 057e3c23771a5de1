import type { Context } from "hono";
import { type ScopedSql, withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { found } from "../../domain/errors.ts";
import type { ExportQuestion } from "../../domain/operations/exports/export.ts";
import { exportColumns } from "../../domain/operations/exports/export_columns.ts";
import { exportName } from "../../domain/operations/exports/export_name.ts";
import { exportWriter } from "../../domain/operations/exports/export_text.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as listedSites from "../../sql/forecasts/listed_sites.ts";
import { pageOf } from "../../sql/kit/page.ts";
import * as sites from "../../sql/sites/sites.ts";
import type { Services } from "../http/context.ts";
import { ATTEMPTS, type Patience, patiently } from "../http/patience.ts";
import { STREAM_LIMITS, StreamCount, streamedBody } from "../http/streamed_body.ts";
import { type ExportPiece, exportPieces } from "./export_pieces.ts";
import { readRows } from "./read_export.ts";

/** The files that are being read, by site group. */
const count = new StreamCount(STREAM_LIMITS);

/** Sites that are listed in one scope. */
const PAGE = 100;

/** Who wants a file. */
interface Reader {
  viewer: Viewer;
  services: Services;
  /** Whether named sites that the group lacks are left out, as long as there are others. */
  leavesOutLost?: boolean;
}

/**
 * Responds with a file as a stream. Each piece of it is read in a scope of its own, at the client's
 * pace: no transaction is open while a client reads, or does not, and the rows are those of the
 * moment at which their piece is read. Throws not_found when the viewer's group lacks a named site.
 */
export async function respondWithExport(
  c: Context,
  question: ExportQuestion,
  reader: Reader,
): Promise<Response> {
  const { format } = question.layout;
  const site = await onlySite(question, reader);
  const client = reader.viewer.site_group_uuid;
  const body = c.req.method === "HEAD"
    ? ""
    : await streamedBody({ client, texts: textsOf(question, reader) }, count);
  return c.body(body, 200, {
    "Content-Type": format === "json" ? "application/json" : "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${exportName(question, site)}"`,
    "Transfer-Encoding": "chunked",
    "Cache-Control": "no-store",
  });
}

/** Returns the site of an export of one; undefined for one of several. */
async function onlySite(
  { sites: chosen }: ExportQuestion,
  reader: Reader,
): Promise<Site | undefined> {
  if (!("uuids" in chosen)) return undefined;
  const named = new Set(chosen.uuids.map((uuid) => uuid.toLowerCase()));
  const own = await inScope(reader, (sql) => sites.listThese(sql, [...named]));
  const isLost = own.length === 0 || own.length < named.size && !reader.leavesOutLost;
  found(isLost ? undefined : own, "site");
  return named.size === 1 ? own[0] : undefined;
}

/** Yields the texts of a file, piece by piece; one of a piece without rows is empty. */
async function* textsOf(question: ExportQuestion, reader: Reader): AsyncGenerator<string, void> {
  const writer = exportWriter(question.layout, exportColumns(question.what, question.layout));
  let text = writer.head();
  // Until the response has begun, a service without a place is an answer; after it, a broken file.
  const patience = { attempts: 1 };
  const now = reader.services.now();
  for await (const some of pagesOfSites(question, reader, patience)) {
    for (const piece of exportPieces(some, question)) {
      const rows = await patiently(patience, () => rowsOf(question, piece, reader, now));
      yield text + writer.rows(rows);
      text = "";
      patience.attempts = ATTEMPTS;
    }
  }
  yield text + writer.tail();
}

function rowsOf(
  question: ExportQuestion,
  piece: ExportPiece,
  reader: Reader,
  now: Temporal.Instant,
) {
  return inScope(reader, async (sql) => await readRows(sql, question, piece, now));
}

/** Yields the sites of an export in the order of their UUIDs, a page at a time. */
async function* pagesOfSites(
  { sites: chosen }: ExportQuestion,
  reader: Reader,
  patience: Patience,
): AsyncGenerator<Site[]> {
  if ("uuids" in chosen) {
    const uuids = [...new Set(chosen.uuids.map((uuid) => uuid.toLowerCase()))].sort();
    for (let at = 0; at < uuids.length; at += PAGE) {
      const some = uuids.slice(at, at + PAGE);
      const read = await patiently(
        patience,
        () => inScope(reader, (sql) => sites.listThese(sql, some)),
      );
      yield read.sort((a, b) => a.site_uuid < b.site_uuid ? -1 : 1);
    }
    return;
  }
  let after: string | undefined;
  while (true) {
    const listing = { filter: chosen.filter, now: reader.services.now() };
    const { rows, hasNext } = await patiently(patience, () =>
      inScope(reader, async (sql) => {
        const listed = await listedSites.listAfter(sql, listing, { limit: PAGE, after });
        return pageOf(listed ?? [], PAGE);
      }));
    yield rows;
    if (!hasNext) return;
    after = rows.at(-1)!.site_uuid;
  }
}

function inScope<T>(
  { viewer, services }: Reader,
  work: (sql: ScopedSql) => Promise<T>,
): Promise<T> {
  return withScope(services.database.requests, viewer, { readOnly: true }, work);
}
