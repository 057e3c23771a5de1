/**
 * Decodes a CSV file that a person may have saved from a spreadsheet: UTF-16 by its byte order mark,
 * else UTF-8, else Windows-1252. Skips the byte order mark.
 */
export function decodeCsv(bytes: Uint8Array | ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes instanceof Uint8Array ? bytes.slice(0, 2) : bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
