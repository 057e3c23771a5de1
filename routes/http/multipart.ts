import { Busboy } from "@fastify/busboy";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { AppError } from "../../domain/errors.ts";

/** A field of a form with files. */
export interface FormValue {
  name: string;
  value: string;
}

/** A file of a form, whose bytes arrive while they are read. */
export interface FormFile {
  name: string;
  fileName: string;
  bytes: AsyncIterable<Uint8Array>;
}

const LIMITS = { fieldNameSize: 100, fieldSize: 4096, fields: 50, files: 20, headerPairs: 50 };

/**
 * Yields the fields and files of a form (multipart/form-data, RFC 7578) in the order in which they
 * were sent. Read each file before you take the next part: one that is not read is skipped.
 * Throws "malformed" for a body of another kind and one that breaks off, "invalid" for more than 20
 * files or 50 fields; the parts before may have been yielded.
 */
export async function* formParts(
  contentType: string,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<FormValue | FormFile> {
  const parts = new PartQueue();
  const parser = parserOf(contentType, parts);
  const stop = new AbortController();
  const fed = feed(parser, body, stop.signal).then(
    () => {},
    (error) => parts.fail(error),
  );
  try {
    for (let part = await parts.next(); part; part = await parts.next()) {
      if ("value" in part) yield part;
      else {
        yield { ...part, bytes: part.stream };
        part.stream.resume();
      }
    }
  } finally {
    stop.abort();
    parts.drop();
    await fed;
  }
}

type WaitingFile = Omit<FormFile, "bytes"> & { stream: Readable };
type Waiting = FormValue | WaitingFile;

/** Parts that have been found and not been taken. */
class PartQueue {
  #found: Waiting[] = [];
  #current: Readable | undefined;
  #news = Promise.withResolvers<void>();
  #end: { error?: unknown } | undefined;

  add(part: Waiting): void {
    this.#found.push(part);
    this.#news.resolve();
  }

  finish(): void {
    this.#end ??= {};
    this.#news.resolve();
  }

  /** Ends the parts, also the file that is being read, with an error. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#current?.destroy(error instanceof Error ? error : new Error(String(error)));
    this.#news.resolve();
  }

  /** Drops the files that were not read. */
  drop(): void {
    for (const part of this.#found) if ("stream" in part) part.stream.resume();
    this.#current?.resume();
  }

  async next(): Promise<Waiting | undefined> {
    for (;;) {
      if (this.#end && "error" in this.#end) throw this.#end.error;
      const part = this.#found.shift();
      if (part) {
        this.#current = "stream" in part ? part.stream : undefined;
        return part;
      }
      if (this.#end) return undefined;
      this.#news = Promise.withResolvers();
      await this.#news.promise;
    }
  }
}

function parserOf(contentType: string, parts: PartQueue): Writable {
  try {
    const parser = new Busboy({ headers: { "content-type": contentType }, limits: LIMITS });
    parser.on("field", (name, value) => parts.add({ name, value }));
    parser.on("file", (name, stream, fileName = "") => {
      // A file that breaks off before it is read fails with the form: its own error has no listener.
      stream.on("error", () => {});
      parts.add({ name, fileName, stream });
    });
    parser.on("filesLimit", () => parts.fail(tooMany("files", LIMITS.files)));
    parser.on("fieldsLimit", () => parts.fail(tooMany("fields", LIMITS.fields)));
    parser.on("finish", () => parts.finish());
    parser.on("error", (error) => parts.fail(malformed(error)));
    return parser;
  } catch (error) {
    throw malformed(error);
  }
}

const tooMany = (what: string, most: number) =>
  new AppError("invalid", `At most ${most} ${what} can be sent at once.`);

const malformed = (cause: unknown) =>
  new AppError("malformed", "This form cannot be understood: it is not multipart/form-data.", {
    cause,
  });

async function feed(
  parser: Writable,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  for await (const piece of body) {
    if (signal.aborted) return;
    if (!parser.write(piece)) await once(parser, "drain", { signal });
  }
  parser.end();
}
