import type { Context } from "hono";
import type { ScopedSql } from "../../../db/scope.ts";
import { withScope } from "../../../db/scope.ts";
import { knownFormat } from "../../../domain/charging/import/formats.ts";
import { guessPlan } from "../../../domain/charging/import/guess_plan.ts";
import { MOST_BYTES, readTable } from "../../../domain/charging/import/read_table.ts";
import type { FileRow, SessionTable } from "../../../domain/charging/import/table.ts";
import { AppError } from "../../../domain/errors.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import * as imports from "../../../sql/charging/imports.ts";
import * as rows from "../../../sql/charging/import_rows.ts";
import * as settings from "../../../sql/charging/settings.ts";
import * as knownSites from "../../../sql/imports/known_sites.ts";
import type { SignedIn } from "../../http/context.ts";

/** Files of a group that wait. */
const MOST_WAITING = 50;
/** Rows that show how a file is written. */
const LOOKED_AT = 500;

/**
 * Takes a file of sessions: reads its cells, proposes how it is read, and keeps all of it in one
 * transaction, in which `end` makes what is returned of its import. Throws "invalid" with a sentence for a file that is no
 * list of sessions, "too_large" for more than 10 MB, "conflict" when too many files wait.
 */
export async function receiveSessions<T>(
  c: Context<SignedIn>,
  { fileName, bytes }: { fileName: string; bytes: AsyncIterable<Uint8Array> },
  end: (sql: ScopedSql, importUuid: string) => Promise<T>,
): Promise<T> {
  const { viewer, services: { database } } = c.var;
  if (!viewer.can_write) throw new AppError("forbidden", "This API token may read, not write.");
  const table = readTable(await collected(bytes));
  return await withScope(database.requests, viewer, { readOnly: false }, async (sql) => {
    if (await imports.waiting(sql) >= MOST_WAITING) {
      const message =
        `Your group has ${MOST_WAITING} files that wait. Store or discard some first.`;
      throw new AppError("conflict", message);
    }
    return await end(sql, await keep(sql, c, { fileName: shownName(fileName), table }));
  });
}

/** Returns the name of a file without characters that break lines or turn the text around them. */
const shownName = (name: string) =>
  name.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").slice(0, 200).toWellFormed() ||
  "sessions.csv";

async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > MOST_BYTES) {
      throw new AppError(
        "too_large",
        "The file is larger than 10 MB. Split it, and send the parts.",
      );
    }
    kept.push(piece);
  }
  return await new Blob(kept as BlobPart[]).bytes();
}

async function keep(
  sql: ScopedSql,
  { var: { viewer } }: Context<SignedIn>,
  { fileName, table }: { fileName: string; table: SessionTable },
): Promise<string> {
  const batches = table.rows();
  const first = await batches.next();
  const head: FileRow[] = first.done ? [] : first.value;
  const sites = await knownSites.inScope(sql);
  const importUuid = await imports.begin(sql, viewer, {
    fileName,
    format: knownFormat(table.header),
    header: table.header,
    proposal: guessPlan(table, head.slice(0, LOOKED_AT).map(({ cells }) => cells), {
      zones: [...new Set(sites.map(zoneOf))],
      currency: (await settings.read(sql)).currency ?? "",
    }),
  });
  let total = 0;
  for (let batch = head; batch.length > 0;) {
    await rows.add(sql, importUuid, { first: total + 1, rows: batch });
    total += batch.length;
    const next = await batches.next();
    batch = next.done ? [] : next.value;
  }
  await rows.countAll(sql, importUuid, total);
  return importUuid;
}
