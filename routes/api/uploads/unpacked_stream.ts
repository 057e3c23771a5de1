import { AppError } from "../../../domain/errors.ts";
import { gunzip } from "../../../domain/imports/read/gunzip.ts";
import { sliced } from "../../../domain/imports/read/unpack.ts";

/**
 * Yields the bytes of a body, unpacked by its Content-Encoding. Throws "too_large" as soon as more
 * than `mostBytes` come out, "malformed" for another encoding, "invalid" for gzip that is not whole.
 */
export async function* unpackedStream(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const chunk of isGzip(encoding) ? gunzip(sliced(bytes)) : bytes) {
    count += chunk.length;
    if (count > mostBytes) throw tooLarge(mostBytes, count);
    yield chunk;
  }
}

/** Returns whether a body is packed by gzip. Throws "invalid" for any other Content-Encoding. */
function isGzip(encoding = "identity"): boolean {
  const name = encoding.trim().toLowerCase();
  if (name === "gzip" || name === "x-gzip") return true;
  if (name === "identity" || name === "") return false;
  throw new AppError("malformed", "Send the body as it is, or with Content-Encoding: gzip.");
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 ** 2)} MB`;

function tooLarge(most: number, count: number): AppError {
  return new AppError(
    "too_large",
    `Unpacked, the body may have ${megabytes(most)}; it has ${megabytes(count)} or more. ` +
      "Send it in parts.",
  );
}
