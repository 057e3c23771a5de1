import { AppError } from "../../domain/errors.ts";
import type { BodyLimits } from "./body_limits.ts";

const FIRST_BUFFER = 1024;
const LARGEST_BUFFER = 64 * 1024;

/**
 * Reads a body as it arrives, into small buffers: `Request.arrayBuffer()` allocates whatever
 * Content-Length promises, before a byte of it is there. Calls `arrived` with the size so far, which
 * may throw. Throws "too_large", "timed_out", or "malformed" for a body that breaks off.
 */
export async function readBody(
  body: ReadableStream<Uint8Array>,
  limits: BodyLimits,
  arrived: (size: number) => void,
): Promise<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyPieces(body, limits)) {
    size += chunk.length;
    arrived(size);
    chunks.push(chunk);
  }
  return joined(chunks, size);
}

/**
 * Yields the pieces of a body as they arrive, of at most 64 KB, and cancels it when its reader stops
 * early. Throws "too_large", "timed_out", or "malformed" for a body that breaks off.
 */
export async function* bodyPieces(
  body: ReadableStream<Uint8Array>,
  limits: Pick<BodyLimits, "bodyBytes" | "seconds" | "bytesPerSecond" | "instead">,
): AsyncGenerator<Uint8Array> {
  const { read, cancel } = readerOf(body);
  const clock = deadline(limits, cancel);
  let [size, isRead] = [0, false];
  try {
    for (let chunk = await read(); chunk; chunk = await read()) {
      size += chunk.length;
      if (size > limits.bodyBytes) throw tooLarge(limits);
      clock.allow(size);
      yield chunk;
    }
    if (clock.isOver) throw new AppError("timed_out", "The request took too long to arrive.");
    isRead = true;
  } finally {
    if (!isRead) cancel();
    clock.stop();
  }
}

/** The error for a body that is too large, with its size where that is known before it is read. */
export function tooLarge(
  { bodyBytes, instead = "" }: Pick<BodyLimits, "bodyBytes" | "instead">,
  sentBytes?: number,
): AppError {
  const sent = sentBytes === undefined ? "more" : inUnits(sentBytes);
  const message = `The request is too large: at most ${inUnits(bodyBytes)} are taken here, and ` +
    `${sent} came. ${instead}`;
  return new AppError("too_large", message.trim());
}

/** Returns a size as people read it: `10 MB`, `4 KB`. */
function inUnits(bytes: number): string {
  const [unit, name] = bytes < 1024 ** 2 ? [1024, "KB"] : [1024 ** 2, "MB"];
  return `${(bytes / unit).toLocaleString("en", { maximumFractionDigits: 1 })} ${name}`;
}

const brokenOff = () => {
  throw new AppError("malformed", "The request broke off while it was sent.");
};

/** Reads chunks; undefined at the end. A request that was made within the program has no byte stream. */
function readerOf(body: ReadableStream<Uint8Array>) {
  try {
    return byteReader(body.getReader({ mode: "byob" }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const reader = body.getReader();
    const read = async () => (await reader.read().catch(brokenOff)).value;
    return { read, cancel: () => reader.cancel().catch(ignored) };
  }
}

/** Copies what is read out of one buffer, which grows while it is filled to its end. */
function byteReader(reader: ReadableStreamBYOBReader) {
  let buffer = new ArrayBuffer(FIRST_BUFFER);
  const read = async () => {
    const { done, value } = await reader.read(new Uint8Array(buffer)).catch(brokenOff);
    if (done) return;
    const chunk = value.slice();
    const isFull = chunk.length === value.buffer.byteLength && chunk.length < LARGEST_BUFFER;
    buffer = isFull ? new ArrayBuffer(chunk.length * 2) : value.buffer;
    return chunk;
  };
  return { read, cancel: () => reader.cancel().catch(ignored) };
}

/** What a connection says that is broken already: nobody waits for it any more. */
const ignored = () => {};

/** Calls `end` when a body has taken longer than its limits and its size so far allow. */
function deadline(
  { seconds, bytesPerSecond = Infinity }: Pick<BodyLimits, "seconds" | "bytesPerSecond">,
  end: () => void,
) {
  const start = performance.now();
  let size = 0;
  const clock = {
    isOver: false,
    allow: (bytes: number) => void (size = bytes),
    stop: () => clearTimeout(timer),
  };
  const look = () => {
    const leftMs = (seconds + size / bytesPerSecond) * 1000 - (performance.now() - start);
    if (leftMs > 0) return void (timer = setTimeout(look, leftMs));
    clock.isOver = true;
    end();
  };
  let timer = setTimeout(look, seconds * 1000);
  return clock;
}

function joined(chunks: Uint8Array[], size: number): ArrayBuffer {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole.buffer;
}
