import { crc32 } from "node:zlib";
import { Unzip, UnzipInflate } from "fflate";
import { AppError } from "../../errors.ts";

/** Signature of the list of entries at the end of a ZIP (APPNOTE 4.3.12). */
const DIRECTORY = 0x02014b50;
/** Bytes of the end that are kept: the list of one entry, with its name and remarks. */
const TAIL = 128 * 1024;
const ENCRYPTED = 1;

/**
 * Unpacks a ZIP of one entry and checks its sum. Throws AppError invalid for another number of
 * entries, for one that is encrypted or packed in another way than by Deflate, and for an archive
 * that is not whole.
 */
export async function* unzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const archive = new Archive();
  for await (const chunk of bytes) yield* archive.take(chunk);
  yield* archive.end();
}

class Archive {
  readonly #unzip = new Unzip();
  #entries = 0;
  #isWhole = false;
  #sum = 0;
  #unpacked: Uint8Array[] = [];
  #tail: Uint8Array[] = [];

  constructor() {
    this.#unzip.register(UnzipInflate);
    this.#unzip.onfile = (file) => {
      if (++this.#entries > 1) throw new AppError("invalid", ONE_FILE);
      this.#refuseEncrypted();
      if (file.compression !== 0 && file.compression !== 8) {
        throw invalid("packed in an unusual way");
      }
      file.ondata = (error, chunk, isLast) => {
        if (error) throw damaged(error);
        this.#sum = crc32(chunk, this.#sum);
        this.#unpacked.push(chunk);
        this.#isWhole = isLast;
      };
      file.start();
    };
  }

  /** Returns what a chunk of the archive holds. */
  take(chunk: Uint8Array): Uint8Array[] {
    this.#tail.push(chunk);
    if (this.#tail.length * chunk.length > 2 * TAIL) this.#tail = [lastOf(this.#tail)];
    return this.#push(chunk, false);
  }

  /** Returns the rest, and checks that the archive is whole. */
  end(): Uint8Array[] {
    const rest = this.#push(new Uint8Array(), true);
    if (this.#entries === 0) throw new AppError("invalid", "The ZIP file is empty.");
    const sum = sumInDirectory(lastOf(this.#tail));
    if (!this.#isWhole || sum !== this.#sum) throw damaged();
    return rest;
  }

  #push(chunk: Uint8Array, isLast: boolean): Uint8Array[] {
    try {
      this.#unzip.push(chunk, isLast);
    } catch (error) {
      throw error instanceof AppError ? error : damaged(error);
    }
    const found = this.#unpacked;
    this.#unpacked = [];
    return found;
  }

  #refuseEncrypted(): void {
    const flags = lastOf(this.#tail)[6]!;
    if (flags & ENCRYPTED) throw invalid("encrypted");
  }
}

const ONE_FILE =
  "The ZIP file holds more than one file. Send a ZIP of one CSV file, or the CSV file " +
  "itself; save an Excel workbook as CSV first.";

function invalid(how: string): AppError {
  return new AppError("invalid", `The file in the ZIP is ${how}. Send the CSV file itself.`);
}

function damaged(cause?: unknown): AppError {
  return new AppError("invalid", "The ZIP file is damaged or cut off.", { cause });
}

/** Joins chunks; returns their last `TAIL` bytes. */
function lastOf(chunks: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all.slice(-TAIL);
}

/** Returns the sum that the last entry of the list of entries has; undefined without the list. */
function sumInDirectory(tail: Uint8Array): number | undefined {
  const view = new DataView(tail.buffer);
  for (let at = tail.length - 46; at >= 0; at--) {
    if (view.getUint32(at, true) === DIRECTORY) return view.getUint32(at + 16, true);
  }
  return undefined;
}
