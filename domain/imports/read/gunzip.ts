import { AppError } from "../../errors.ts";

/** Unpacks gzip (RFC 1952) and checks its sum. Throws AppError invalid for what is not whole. */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let lost: { error: unknown } | undefined;
  async function* watched() {
    try {
      for await (const chunk of bytes) yield chunk as Uint8Array<ArrayBuffer>;
    } catch (error) {
      lost = { error };
      throw error;
    }
  }
  try {
    yield* ReadableStream.from(watched()).pipeThrough(new DecompressionStream("gzip"));
  } catch (error) {
    if (lost) throw lost.error; // the bytes could not be received, which says nothing about them
    if (!(error instanceof TypeError)) throw error;
    const message = "The gzip file is damaged or cut off, or holds more than one file.";
    throw new AppError("invalid", message, { cause: error });
  }
}
