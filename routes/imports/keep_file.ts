import type { Encoding } from "../../domain/imports/reading.ts";
import { findEncoding } from "../../domain/imports/recognise/encoding.ts";
import { headerStart } from "../../domain/imports/recognise/table.ts";

const KB = 1024;
/** Of the text that shows how a file is read. */
export const HEAD = 64 * KB;
const CHUNK = 256 * KB;

/** The first bytes of a file as text, lines above the header included. */
export interface KeptHead {
  encoding: Encoding;
  text: string;
  /** Whether these are all of it. */
  isWhole: boolean;
}

/**
 * Hands a file to `keep` in numbered chunks of at most 256 KB, without the lines above its header.
 * Returns its first 64 KB.
 */
export async function keepFile(
  bytes: AsyncIterable<Uint8Array>,
  keep: (number: number, chunk: Uint8Array) => Promise<void>,
): Promise<KeptHead> {
  const buffer = new Uint8Array(CHUNK);
  let [filled, number] = [0, 0];
  let head: KeptHead | undefined;
  const flush = async () => {
    const cut = head ? 0 : bytesAbove(buffer.subarray(0, filled));
    head ??= headOf(buffer.subarray(0, filled), filled < CHUNK);
    if (filled > cut) await keep(number++, buffer.slice(cut, filled));
    filled = 0;
  };
  for await (const piece of bytes) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + CHUNK - filled);
      buffer.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === CHUNK) await flush();
    }
  }
  if (filled > 0 || !head) await flush();
  return head!;
}

function headOf(bytes: Uint8Array, isAll: boolean): KeptHead {
  const encoding = findEncoding(bytes.subarray(0, HEAD));
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, HEAD));
  return { encoding, text, isWhole: isAll && bytes.length <= HEAD };
}

/** Returns how many bytes the lines above the header take: they hold names and addresses. */
function bytesAbove(bytes: Uint8Array): number {
  const { encoding, text } = headOf(bytes, false);
  const { lines } = headerStart(text);
  const isWide = encoding.startsWith("utf-16");
  const [step, last] = isWide ? [2, encoding === "utf-16le" ? 0 : 1] : [1, 0];
  let [at, ends] = [0, 0];
  for (; ends < lines && at < bytes.length; at += step) {
    const isEnd = bytes[at + last] === LINE_FEED && (!isWide || bytes[at + 1 - last] === 0);
    if (isEnd) ends++;
  }
  return at;
}

const LINE_FEED = 10;
