import { Buffer } from "node:buffer";
import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import { AppError } from "../../domain/errors.ts";
import type { BodyLimits } from "./body_limits.ts";
import { tooLarge } from "./read_body.ts";

/** Larger bodies are unpacked beside the service's thread, one at a time. */
const MOST_AT_ONCE = 64 * 1024;

interface Most {
  maxOutputLength: number;
}
const unpackBeside = promisify<Buffer, Most, Buffer>(gunzip);

let last: Promise<unknown> = Promise.resolve();

/**
 * Returns a body without its coding, the header Content-Encoding: gzip (RFC 1952) or none. Throws
 * "malformed" for another coding and for a body that cannot be unpacked, and "too_large" as soon as
 * more than so many bytes come out of it.
 */
export async function unpacked(
  packed: ArrayBuffer,
  coding: string | null | undefined,
  limits: Pick<BodyLimits, "bodyBytes" | "instead">,
): Promise<ArrayBuffer> {
  const name = (coding ?? "").trim().toLowerCase();
  if (name === "" || name === "identity" || packed.byteLength === 0) return packed;
  if (name !== "gzip" && name !== "x-gzip") {
    throw new AppError("malformed", "Send the body as it is, or with Content-Encoding: gzip.");
  }
  const body = await gunzipped(Buffer.from(packed), limits);
  const isWhole = body.byteLength === body.buffer.byteLength;
  return (isWhole ? body.buffer : Uint8Array.from(body).buffer) as ArrayBuffer;
}

async function gunzipped(
  packed: Buffer,
  limits: Pick<BodyLimits, "bodyBytes" | "instead">,
): Promise<Buffer> {
  const most = { maxOutputLength: limits.bodyBytes };
  try {
    if (packed.length <= MOST_AT_ONCE) return gunzipSync(packed, most);
    const body = last.then(() => unpackBeside(packed, most));
    last = body.catch(() => {}); // the next one waits for the end of this, however it ends
    return await body;
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") {
      throw tooLarge(limits);
    }
    throw new AppError("malformed", "The body cannot be unpacked as gzip.");
  }
}
