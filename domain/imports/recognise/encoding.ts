import type { Encoding } from "../reading.ts";

/**
 * Returns how the first bytes of a file are read as text: by its byte order mark; as UTF-16 without
 * one where nearly every second byte is zero, as in Latin letters; as UTF-8 where they are valid;
 * else as windows-1252, which has ISO 8859-1 in it. The last character may be cut off.
 */
export function findEncoding(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const [even, odd] = zeroShares(bytes);
  if (odd > 0.7 && even < 0.1) return "utf-16le";
  if (even > 0.7 && odd < 0.1) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

/** Returns the shares of bytes that are zero, at even and at odd places. */
function zeroShares(bytes: Uint8Array): [number, number] {
  const zeros: [number, number] = [0, 0];
  const most = Math.min(bytes.length, 4096);
  for (let i = 0; i < most; i++) if (bytes[i] === 0) zeros[i % 2 as 0 | 1]++;
  const half = Math.max(1, most / 2);
  return [zeros[0] / half, zeros[1] / half];
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // In a stream, a character that is cut off at the end is no error yet.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
