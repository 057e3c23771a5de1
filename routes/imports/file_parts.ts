import { decodePart } from "../../domain/imports/read/decode.ts";
import type { Encoding } from "../../domain/imports/reading.ts";
import type { FileSample } from "../../domain/imports/recognise/file_sample.ts";
import type { SampleBytes } from "../../sql/imports/upload.ts";
import { HEAD } from "./keep_file.ts";

/** Returns what is looked at of a file that is kept, of so many bytes. */
export function sampleOf(parts: SampleBytes, encoding: Encoding, bytes: number): FileSample {
  const text = (some: Uint8Array | null) => some ? decodePart(some, encoding) : "";
  const isWhole = bytes <= HEAD;
  return {
    encoding,
    head: text(parts.head?.subarray(0, HEAD) ?? null),
    middle: isWhole ? "" : text(parts.middle),
    tail: isWhole ? "" : text(parts.tail),
  };
}
