import type { Context } from "hono";
import { type ScopedSql, withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { AppError } from "../../domain/errors.ts";
import type { RememberedReading } from "../../domain/imports/import.ts";
import type { Encoding, FileKind, Proposal, Reading } from "../../domain/imports/reading.ts";
import { decodePart } from "../../domain/imports/read/decode.ts";
import { unpack } from "../../domain/imports/read/unpack.ts";
import { propose } from "../../domain/imports/recognise/propose.ts";
import * as imports from "../../sql/imports/imports.ts";
import * as readings from "../../sql/imports/readings.ts";
import * as upload from "../../sql/imports/upload.ts";
import type { SignedIn } from "../http/context.ts";
import { keepFile, type KeptHead } from "./keep_file.ts";
import { sitesOfFiles } from "./known_sites.ts";
import { refuseKind } from "./token_kinds.ts";

/** A file as it is sent, and what is known of it before its first byte. */
export interface SentFile extends upload.NewImport {
  /** What it holds; undefined: its columns tell. */
  kind?: FileKind;
  /** Name of the remembered reading by which it is read; undefined: it is proposed. */
  reading?: string;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * Takes a file as it arrives, unpacked and piece by piece, and proposes how it is read; begins to
 * check it when nothing is left to decide. Returns what `end` makes of its import, in the transaction
 * that keeps how it is read. A file that breaks off or is refused leaves nothing behind.
 */
export async function receiveFile<T>(
  c: Context<SignedIn>,
  file: SentFile,
  end: (sql: ScopedSql, importUuid: string) => Promise<T>,
): Promise<T> {
  const { viewer, services: { database, jobAdded } } = c.var;
  refuseReaders(viewer);
  const scoped = <T>(work: (sql: ScopedSql) => Promise<T>) =>
    withScope(database.requests, viewer, { readOnly: false }, work);
  const remembered = await scoped((sql) => rememberedFor(sql, file.reading));
  const named = { ...file, fileName: shownName(file.fileName) };
  const importUuid = await scoped((sql) => upload.begin(sql, named));
  let made: T;
  try {
    const head = await keepFile(
      unpack(file.bytes, { mostBytes: MOST_OF_FILE }),
      (number, bytes) =>
        scoped((sql) => upload.addChunk(sql, importUuid, { number, bytes }, MOST_OF_GROUP)),
    );
    made = await scoped(async (sql) => {
      const known = { ...remembered, kind: file.kind };
      refuseKind(viewer, (await proposeFor(sql, importUuid, head, known)).kind);
      return await end(sql, importUuid);
    });
  } catch (error) {
    await scoped((sql) => imports.remove(sql, importUuid));
    throw error;
  }
  jobAdded();
  return made;
}

/**
 * Returns the name of a file without characters that PostgreSQL does not store, that break lines or
 * that turn the direction of the text around them: `\u202e` shows "gpj.exe" as "exe.jpg".
 */
const shownName = (name: string) =>
  name.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").slice(0, 200).toWellFormed();

/** Bytes of a file when it is unpacked: 200 MB. */
const MOST_OF_FILE = 200 * 1024 ** 2;

/** Throws "forbidden" for a token that may only read. */
export function refuseReaders({ can_write }: Pick<Viewer, "can_write">): void {
  if (!can_write) throw new AppError("forbidden", "This API token may read, not write.");
}

/** Bytes that the files of a group may have together: 2 GB. */
const MOST_OF_GROUP = 2 * 1024 ** 3;

/** A reading that was chosen by name, and all that may be proposed. */
interface Remembered {
  chosen: RememberedReading | undefined;
  all: RememberedReading[];
}

async function rememberedFor(sql: ScopedSql, name: string | undefined): Promise<Remembered> {
  const all = await readings.list(sql);
  const chosen = name === undefined ? undefined : all.find((reading) => reading.name === name);
  if (name === undefined || chosen) return { chosen, all };
  const message = "Your group remembers no reading of this name.";
  throw new AppError("invalid", message, { fields: [{ field: "reading", message }] });
}

/** What is known of a file beside its bytes. */
interface Known extends Remembered {
  kind: FileKind | undefined;
}

async function proposeFor(
  sql: ScopedSql,
  importUuid: string,
  head: KeptHead,
  { chosen, all, kind }: Known,
): Promise<Proposal> {
  const { middle, tail } = await upload.sample(sql, importUuid);
  const { site_uuid } = (await imports.find(sql, importUuid))!;
  const sites = await sitesOfFiles(sql);
  const text = decoder(head.encoding);
  const sample = {
    encoding: head.encoding,
    head: head.text,
    middle: head.isWhole ? "" : text(middle),
    tail: head.isWhole ? "" : text(tail),
  };
  const site = sites.find((known) => known.site_uuid === site_uuid) ?? null;
  const proposal = propose(sample, { sites, site, remembered: chosen ? [chosen] : all, kind });
  await upload.propose(
    sql,
    importUuid,
    chosen ? readBy(chosen, proposal) : proposal,
    proposal.wrong_kind?.text ?? null,
  );
  return proposal;
}

const decoder = (encoding: Encoding) => (bytes: Uint8Array | null) =>
  bytes ? decodePart(bytes, encoding) : "";

/** Replaces what is proposed for a file by the reading that was chosen for it. */
function readBy({ name, shape_key, reading }: RememberedReading, proposal: Proposal): Proposal {
  if (proposal.wrong_kind) return proposal;
  if (proposal.shape_key !== shape_key) {
    const message = `The columns of this file are not those of the files that "${name}" reads.`;
    throw new AppError("invalid", message, { fields: [{ field: "reading", message }] });
  }
  if (!proposal.reading || !isReadBy(proposal.reading, reading)) {
    const message = `"${name}" does not fit the times and numbers of this file.`;
    throw new AppError("invalid", message, { fields: [{ field: "reading", message }] });
  }
  return proposal;
}

/** What is remembered was proposed: all but the encoding, the header and the zone is the same. */
function isReadBy(proposed: Reading, known: Reading): boolean {
  const { encoding, header_lines, zone } = proposed;
  return JSON.stringify(proposed) === JSON.stringify({ ...known, encoding, header_lines, zone });
}
