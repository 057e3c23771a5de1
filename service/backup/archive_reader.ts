import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { AppError } from "../../domain/errors.ts";
import { FORMAT, MANIFEST, type Manifest, manifestSchema, type Part } from "./manifest.ts";

const CHUNK = 64 * 1024;
/** A manifest with a hundred thousand parts has a fifth of it. */
const LONGEST_MANIFEST = 64 * 1024 * 1024;
const NEW_LINE = 10;

/** An entry of an archive; its bytes must be read before the next entry. */
export interface Entry {
  name: string;
  size: number;
  bytes: AsyncIterable<Uint8Array>;
}

/** What an archive holds, read to its end. */
interface Contents {
  parts: Part[];
  manifest: unknown;
}

/**
 * Reads a backup to its end and returns its manifest. Throws "invalid" with a sentence when the file
 * is none, is broken or not complete, or was made by a newer format.
 */
export async function readManifest(path: string): Promise<Manifest> {
  const { parts, manifest } = await readAll(path);
  const made = (manifest as { sitecast_backup?: unknown } | undefined)?.sitecast_backup;
  if (typeof made !== "number") throw refused(path, "is not a complete backup of Sitecast");
  if (made > FORMAT) {
    throw refused(
      path,
      `was made by a newer Sitecast: its format is ${made}, this one knows ${FORMAT}`,
    );
  }
  const { data } = manifestSchema.safeParse(manifest);
  if (!data) throw refused(path, "has a manifest that cannot be understood");
  const expected = data.tables.flatMap((table) => table.parts);
  if (JSON.stringify(parts) !== JSON.stringify(expected)) {
    throw refused(path, "is broken: its parts are not those of its manifest");
  }
  return data;
}

async function readAll(path: string): Promise<Contents> {
  const contents: Contents = { parts: [], manifest: undefined };
  await using entries = openEntries(path);
  for await (const entry of entries.all) {
    if (contents.manifest !== undefined) throw refused(path, "has something after its manifest");
    if (entry.name === MANIFEST) contents.manifest = await readJson(path, entry);
    else contents.parts.push(await measure(entry));
  }
  return contents;
}

/** Opens the entries of an archive, to be read one after the other. */
export function openEntries(path: string) {
  const entries = extract();
  const iterator = entries[Symbol.asyncIterator](); // now, or it misses the first entry
  const stop = new AbortController();
  const read = pipeline(
    createReadStream(path, { highWaterMark: CHUNK }),
    createGunzip({ chunkSize: CHUNK }),
    entries,
    { signal: stop.signal },
  );
  read.catch(() => {}); // `entries` fails with it
  const all = async function* (): AsyncGenerator<Entry> {
    for await (const entry of { [Symbol.asyncIterator]: () => iterator }) {
      const bytes = explained(path, entry as AsyncIterable<Uint8Array>);
      yield { name: entry.header.name, size: entry.header.size, bytes };
    }
    await read;
  };
  return {
    all: explained(path, all()),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await read.catch(() => {}); // thrown where the entries were read
    },
  };
}

async function* explained<T>(path: string, source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Yields the bytes of an entry; throws "invalid" at its end when they are not those of the part. */
export async function* verified(path: string, entry: Entry, part: Part) {
  const hash = createHash("sha256");
  for await (const chunk of entry.bytes) {
    hash.update(chunk);
    yield chunk;
  }
  if (entry.name !== part.file || hash.digest("hex") !== part.sha256) {
    throw refused(path, "was changed while it was read");
  }
}

async function measure(entry: Entry): Promise<Part> {
  const hash = createHash("sha256");
  const part = { file: entry.name, rows: 0, bytes: 0 };
  for await (const chunk of entry.bytes) {
    hash.update(chunk);
    part.rows += countRows(chunk);
    part.bytes += chunk.length;
  }
  return { ...part, sha256: hash.digest("hex") };
}

/** Returns the number of rows that end in a chunk: in COPY's text format only a row ends in LF. */
export function countRows(chunk: Uint8Array): number {
  let rows = 0;
  for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) rows++;
  return rows;
}

async function readJson(path: string, entry: Entry): Promise<unknown> {
  if (entry.size > LONGEST_MANIFEST) throw refused(path, "has too long a manifest");
  const chunks = await Array.fromAsync(entry.bytes);
  try {
    return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // refused as none
    throw error;
  }
}

function unreadable(path: string, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const { code = "", message } = error as { code?: string; message: string };
  if (code === "ENOENT") return refused(path, "does not exist");
  if (code === "EISDIR" || code === "EACCES") return refused(path, `cannot be read (${code})`);
  const isFormat = code.startsWith("Z_") || /tar|unexpected end/i.test(message);
  return isFormat ? refused(path, "is not a complete backup of Sitecast") : error;
}

export const refused = (path: string, why: string) => new AppError("invalid", `${path} ${why}.`);
