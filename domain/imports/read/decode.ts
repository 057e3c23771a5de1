import type { Reading } from "../reading.ts";

/**
 * Decodes bytes that arrive in chunks of any length. A byte order mark is skipped, and bytes that
 * the encoding does not have become U+FFFD.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Reading["encoding"],
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
