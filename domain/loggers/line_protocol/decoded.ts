/** Decodes a line that could not be decoded with the others. */
export type Decode = (line: string) => { text: string; isUtf8: boolean };

const UTF8 = new TextDecoder("utf-8", { fatal: true });
const PIECE = 8192;

/**
 * Decodes a body. One that is not UTF-8 throughout becomes a text of its bytes: what divides lines
 * is ASCII, and `decode` decodes each line by itself.
 */
export function decoded(body: Uint8Array): { text: string; decode: Decode } {
  const text = strictly(body);
  if (text !== undefined) return { text, decode: (line) => ({ text: line, isUtf8: true }) };
  const pieces = Array.from(
    { length: Math.ceil(body.length / PIECE) },
    (_, piece) => String.fromCharCode(...body.subarray(piece * PIECE, (piece + 1) * PIECE)),
  );
  return { text: pieces.join(""), decode: decodedLine };
}

function decodedLine(line: string) {
  const bytes = Uint8Array.from(line, (byte) => byte.charCodeAt(0));
  const text = strictly(bytes);
  return { text: text ?? new TextDecoder().decode(bytes), isUtf8: text !== undefined };
}

/** Decodes UTF-8; undefined for what is none. */
function strictly(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
