import type { Encoding } from "../reading.ts";

/**
 * Decodes bytes that arrive in chunks of any length. A byte order mark is skipped. Bytes that the
 * encoding does not have become U+FFFD, and so does NUL, which PostgreSQL does not store.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield withoutNul(decoder.decode(chunk, { stream: true }));
  yield withoutNul(decoder.decode());
}

/** Decodes a part of a file, likewise. */
export const decodePart = (bytes: Uint8Array, encoding: Encoding) =>
  withoutNul(new TextDecoder(encoding).decode(bytes));

const withoutNul = (text: string) => text.replaceAll("\0", "\ufffd");
