import type { OwnerSql } from "../../db/client.ts";
import { AppError } from "../../domain/errors.ts";
import { addAllDoubts } from "../../domain/generation/judge_generation.ts";
import { judgeRows, type SiteRow } from "../../domain/imports/check/judge_rows.ts";
import { PreviewSums, type ShownSite } from "../../domain/imports/check/preview.ts";
import type { Named } from "../../domain/imports/check/site_names.ts";
import type { ReadPiece } from "../../domain/imports/read_rows.ts";
import { decodeText } from "../../domain/imports/read/decode.ts";
import { readFile } from "../../domain/imports/read/read_file.ts";
import type { SiteFacts } from "../../domain/sites/site_facts.ts";
import { WarningList } from "../../domain/warnings.ts";
import { highestKw } from "../../sql/generation/highest.ts";
import type { NamedPlace } from "../../sql/imports/known_sites.ts";
import * as work from "../../sql/imports/work.ts";
import { factsOf } from "../../sql/sites/site_facts.ts";
import { inTurns } from "../../db/turns.ts";
import { sitesOfFile } from "./file_sites.ts";
import { joined } from "./joined_pieces.ts";

/** Most rows of one file. */
export const MOST_ROWS = 2_000_000;

export interface CheckOptions {
  now: Temporal.Instant;
  signal: AbortSignal;
  mostRows?: number;
  /** Rows that are stored in one transaction. */
  pieceRows?: number;
}

/**
 * Reads a file to its end: keeps its rows in pieces ready to be stored, the lines that were left out,
 * and the preview. Stops when the signal comes or another check has begun; the next one starts anew.
 * Throws "invalid" for a file of too many rows, SC409 when its user lost the right to import it.
 */
export async function checkImport(
  sql: OwnerSql,
  found: work.OpenImport,
  { now, signal, mostRows = MOST_ROWS, pieceRows }: CheckOptions,
): Promise<void> {
  const begun = await work.beginCheck(sql, found);
  if (!begun) return;
  const { places, check_number } = begun;
  const open = { ...found, check_number };
  const wanted = places.filter(({ site_uuid }) => !open.site_uuid || site_uuid === open.site_uuid);
  const facts = await factsOf(sql, wanted.map(({ site_uuid }) => site_uuid));
  const check = new Check(sql, open, now, { places: wanted, facts });
  const bytes = counted(work.chunks(sql, open.import_uuid));
  const text = decodeText(bytes.pieces, open.reading.encoding);
  const { capacityOf } = check;
  const read = readFile(text, open.reading, { lineOffset: open.lines_above, capacityOf });
  const above = open.lines_above + open.reading.header_lines;
  // PostgreSQL keeps a piece while the next one is read.
  let kept: Promise<boolean> = Promise.resolve(true);
  for await (const piece of joined(read, pieceRows)) {
    if (signal.aborted) return void await kept;
    const made = await check.judge(piece);
    if (!await kept) return;
    if (piece.lastLine - above > mostRows) throw tooManyRows(mostRows);
    kept = check.keep(made, bytes.count());
    kept.catch(() => {}); // it is awaited with the next piece
  }
  if (await kept) await work.endCheck(sql, open, check.sums.preview(check.warnings));
}

/** Refuses a file of more rows. */
export const tooManyRows = (most: number) =>
  new AppError("invalid", `The file has more than ${most} rows. Split it, and send the parts.`);

/** Returns the pieces of a file, and what counts the bytes that were taken of them. */
export function counted(chunks: AsyncIterable<Uint8Array>) {
  let bytes = 0;
  const pieces = async function* () {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  return { pieces: pieces(), count: () => bytes };
}

/** What is known while a file is read. */
class Check {
  readonly sums = new PreviewSums();
  readonly warnings = new WarningList();
  readonly #facts: ReadonlyMap<string, SiteFacts>;
  readonly #siteOf: (text: string | null) => Named<ShownSite>;
  #number = 0;

  constructor(
    private sql: OwnerSql,
    private open: work.OpenImport,
    private now: Temporal.Instant,
    { places, facts }: { places: readonly NamedPlace[]; facts: Map<string, SiteFacts> },
  ) {
    this.#facts = facts;
    this.#siteOf = sitesOfFile(open, places);
  }

  /** Returns the largest capacity of the site that a row is of. */
  capacityOf = (text: string | null): number | null => {
    const named = this.#siteOf(text);
    if ("problem" in named) return null;
    return this.#facts.get(named.site.site_uuid)?.largest_capacity_kw ?? null;
  };

  /** Judges a piece, and adds it to the preview. */
  async judge({ periods, leftOut }: ReadPiece) {
    const rules = {
      siteOf: this.#siteOf,
      facts: this.#facts,
      nowMs: this.now.epochMilliseconds,
    };
    const judged = await inTurns(judgeRows(periods, rules));
    for (const { site } of periods) {
      if (site !== null && "problem" in this.#siteOf(site)) this.sums.addUnknownSite(site.trim());
    }
    const all = [...leftOut, ...judged.leftOut].sort((a, b) => a.line - b.line);
    for (const line of all) this.sums.addLeftOut(line);
    await inTurns(this.#add(judged.rows));
    await this.#doubt(judged.rows);
    return { rows: judged.rows, leftOut: all };
  }

  /** Stores a piece; returns false when another check has begun. */
  async keep(
    { rows, leftOut }: Awaited<ReturnType<Check["judge"]>>,
    bytesRead: number,
  ): Promise<boolean> {
    const sites = [...new Set(rows.map(({ site }) => site.site_uuid))];
    const numbers = new Map(sites.map((uuid, at) => [uuid, at + 1]));
    const counts = await work.addPiece(this.sql, this.open, {
      number: this.#number++,
      bytesRead,
      sites,
      siteNumbers: rows.map(({ site }) => numbers.get(site.site_uuid)!),
      startsMs: rows.map(({ startMs }) => startMs),
      endsMs: rows.map(({ endMs }) => endMs),
      powersKw: rows.map(({ powerKw }) => powerKw),
      lines: rows.map(({ line }) => line),
      leftOut,
    });
    if (counts) this.sums.count(counts);
    return counts !== undefined;
  }

  *#add(rows: readonly SiteRow[]): Generator<void, void> {
    for (const [i, row] of rows.entries()) {
      if (i % 1000 === 0) yield;
      this.sums.add(row.site, row);
    }
  }

  async #doubt(rows: readonly SiteRow[]): Promise<void> {
    if (rows.length === 0) return;
    const bySite = Map.groupBy(rows, ({ site }) => site.site_uuid);
    const placed = new Map([...bySite].map(([uuid, of]) => [
      uuid,
      of.map((row) => ({ ...row, row: row.line - 1 })).sort((a, b) => a.startMs - b.startMs),
    ]));
    await addAllDoubts(this.warnings, placed, this.#facts, {
      highest: (uuids, beforeMs, days) =>
        highestKw(this.sql, uuids, Temporal.Instant.fromEpochMilliseconds(beforeMs), days),
      inTurns,
    });
  }
}
