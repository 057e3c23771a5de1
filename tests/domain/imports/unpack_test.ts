import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { AppError } from "../../../domain/errors.ts";
import { decodeText } from "../../../domain/imports/read/decode.ts";
import { unpack } from "../../../domain/imports/read/unpack.ts";
import { each } from "../../support/read_pieces.ts";

const TEXT = "time,kW\n" + "2026-06-14 12:00,5.4\n".repeat(500);
const BYTES = strToU8(TEXT);
const ZIP = zipSync({ "made up.csv": BYTES });
const GZIP = new Uint8Array(gzipSync(BYTES));

/** Cuts bytes into chunks of a length. */
function cut(bytes: Uint8Array, length: number): Uint8Array[] {
  return Array.from(
    { length: Math.ceil(bytes.length / length) },
    (_, i) => bytes.subarray(i * length, (i + 1) * length),
  );
}

async function unpacked(chunks: Iterable<Uint8Array>, mostBytes = 1e6): Promise<string> {
  let text = "";
  for await (const part of decodeText(unpack(each(chunks), { mostBytes }), "utf-8")) text += part;
  return text;
}

/** Returns the code and the message of the error that unpacking ends in. */
async function refusal(bytes: Uint8Array, mostBytes?: number): Promise<string> {
  try {
    await unpacked(cut(bytes, 1000), mostBytes);
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
}

describe("unpack", () => {
  it("returns plain text, gzip and a ZIP of one file, however they are cut", async () => {
    const packed = fc.constantFrom(BYTES, ZIP, GZIP, zipSync({ "a.csv": [BYTES, { level: 0 }] }));
    const length = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 21, max: 20_000 }));
    await fc.assert(
      fc.asyncProperty(packed, length, async (bytes, size) => {
        assert.equal(await unpacked(cut(bytes, size)), TEXT);
      }),
      { numRuns: 40 },
    );
    assert.equal(await unpacked([]), "");
  });

  it("ends at the limit, long before a bomb is unpacked", async () => {
    const bomb = new Uint8Array(8_000_000);
    const limit = "too_large: The file holds more than 2 MB. Send it in parts.";
    assert.equal(await refusal(new Uint8Array(gzipSync(bomb)), 2e6), limit);
    assert.equal(await refusal(zipSync({ "a.csv": bomb }), 2e6), limit);
    assert.equal(await refusal(bomb.subarray(0, 2_000_001), 2e6), limit);
  });

  it("refuses archives that are damaged or cut off", async () => {
    const gzip = "invalid: The gzip file is damaged or cut off, or holds more than one file.";
    const zip = "invalid: The ZIP file is damaged or cut off.";
    assert.equal(await refusal(GZIP.subarray(0, -6)), gzip);
    assert.equal(await refusal(new Uint8Array([...GZIP, ...GZIP])), gzip);
    assert.equal(await refusal(ZIP.subarray(0, 60)), zip);
    assert.equal(await refusal(ZIP.subarray(0, -80)), zip);
    const stored = zipSync({ "a.csv": [BYTES, { level: 0 }] });
    stored[500]! ^= 1;
    assert.equal(await refusal(stored), zip);
  });

  it("refuses a ZIP of another number of files, and an encrypted one", async () => {
    const two = await refusal(zipSync({ "a.csv": BYTES, "b.csv": BYTES }));
    assert.match(two, /^invalid: The ZIP file holds more than one file\./);
    assert.equal(await refusal(zipSync({})), "invalid: The ZIP file is empty.");
    const encrypted = ZIP.slice();
    encrypted[6]! |= 1;
    assert.match(await refusal(encrypted), /^invalid: The file in the ZIP is encrypted\./);
  });

  it("passes on the error of a sender that breaks off", async () => {
    async function* broken() {
      yield* each([GZIP.subarray(0, 30)]);
      throw new Error("connection lost");
    }
    const work = Array.fromAsync(unpack(broken(), { mostBytes: 1000 }));
    await assert.rejects(work, { message: "connection lost" });
  });
});

describe("decodeText", () => {
  const cases = {
    "utf-8": [0xef, 0xbb, 0xbf, 0xc3, 0xa4, 0x31],
    "utf-16le": [0xff, 0xfe, 0xe4, 0, 0x31, 0],
    "utf-16be": [0xfe, 0xff, 0, 0xe4, 0, 0x31],
    "windows-1252": [0xe4, 0x31],
  } as const;
  for (const [encoding, bytes] of Object.entries(cases)) {
    it(`reads ${encoding} byte by byte, without a byte order mark`, async () => {
      const chunks = each(bytes.map((byte) => Uint8Array.of(byte)));
      const text = await Array.fromAsync(decodeText(chunks, encoding as keyof typeof cases));
      assert.equal(text.join(""), "ä1");
    });
  }
});
