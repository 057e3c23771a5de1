import { AppError } from "../../errors.ts";
import { gunzip } from "./gunzip.ts";
import { unzip } from "./unzip.ts";

/** Bytes that tell a format from others. */
const SIGNATURE = 4;
/** Bytes that are unpacked at a time: they become at most a thousand times as many. */
const SLICE = 16 * 1024;

/**
 * Unpacks a file that arrives in chunks, and may be gzip or a ZIP of one entry, which its first bytes
 * tell; other bytes go through as they are. The name in an archive is ignored. Throws AppError:
 * too_large as soon as more than `mostBytes` come out, invalid for archives that are damaged, cut
 * off, encrypted, or hold anything but one file.
 */
export async function* unpack(
  bytes: AsyncIterable<Uint8Array>,
  { mostBytes }: { mostBytes: number },
): AsyncGenerator<Uint8Array> {
  const { start, all } = await peek(bytes);
  let count = 0;
  for await (const chunk of unpackerOf(start)(all)) {
    count += chunk.length;
    if (count > mostBytes) throw tooLarge(mostBytes);
    if (chunk.length > 0) yield chunk;
  }
}

function tooLarge(mostBytes: number): AppError {
  const size = mostBytes >= 1e6 ? `${Math.floor(mostBytes / 1e6)} MB` : `${mostBytes} bytes`;
  return new AppError("too_large", `The file holds more than ${size}. Send it in parts.`);
}

type Unpacker = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

function unpackerOf(start: number[]): Unpacker {
  const begins = (...codes: number[]) => codes.every((code, i) => start[i] === code);
  if (begins(0x1f, 0x8b)) return (bytes) => gunzip(sliced(bytes));
  const isZip = begins(0x50, 0x4b) && (begins(0x50, 0x4b, 3, 4) || begins(0x50, 0x4b, 5, 6));
  return isZip ? (bytes) => unzip(sliced(bytes)) : (bytes) => bytes;
}

/** Returns the first bytes, and all of them including these. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const rest = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  const start: number[] = [];
  while (start.length < SIGNATURE) {
    const { done, value } = await rest.next();
    if (done) break;
    chunks.push(value);
    start.push(...value.subarray(0, SIGNATURE));
  }
  return { start, all: joined(chunks, rest) };
}

async function* joined(
  chunks: Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Cuts chunks so that each becomes a bounded number of bytes when it is unpacked. */
export async function* sliced(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let i = 0; i < chunk.length; i += SLICE) yield chunk.subarray(i, i + SLICE);
  }
}
