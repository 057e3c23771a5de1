import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { describe, it } from "@std/testing/bdd";
import { pngOf } from "../../../routes/http/png.ts";

describe("a PNG file", () => {
  it("holds the size and the colours of its pixels, row by row", () => {
    const pixels = Uint8Array.from(
      [[1, 2, 3, 255], [4, 5, 6, 255], [7, 8, 9, 255], [0, 0, 0, 255]].flat(),
    );
    const file = pngOf({ width: 2, height: 2, pixels });
    const view = new DataView(file.buffer);
    const names = new TextDecoder("latin1").decode(file);
    assert.equal(names.slice(1, 8), "PNG\r\n\x1a\n");
    assert.equal(names.slice(12, 16), "IHDR");
    assert.deepEqual([view.getUint32(16), view.getUint32(20)], [2, 2]);
    const at = names.indexOf("IDAT");
    const data = file.subarray(at + 4, at + 4 + view.getUint32(at - 4));
    assert.deepEqual([...inflateSync(data)], [0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0]);
    assert.deepEqual([...file.slice(-4)], [0xae, 0x42, 0x60, 0x82], "the checksum of IEND");
  });
});
