import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { describe, it } from "@std/testing/bdd";
import { pack, packOnce, takesGzip } from "../../../routes/http/packed.ts";

describe("compression", () => {
  const cases: [string | undefined, boolean][] = [
    [undefined, false],
    ["", false],
    ["identity", false],
    ["br, zstd", false],
    ["gzip", true],
    ["br;q=1.0, GZIP; q=0.5", true],
    ["gzip;q=0", false],
    ["gzip;q=0.000, *", false],
    ["*", true],
    ["*;q=0", false],
  ];
  for (const [accepted, taken] of cases) {
    it(`is ${taken ? "" : "not "}for Accept-Encoding: ${accepted ?? "none"}`, () => {
      assert.equal(takesGzip(accepted), taken);
    });
  }

  it("keeps each byte, of short and of long bodies", async () => {
    for (const length of [0, 2000, 300_000]) {
      const body = Uint8Array.from({ length }, (_, at) => at % 251);
      assert.deepEqual(new Uint8Array(gunzipSync(await pack(body))), body);
    }
  });

  it("is done once for a body that is kept", async () => {
    const body = new Uint8Array(5000);
    const [first, second] = await Promise.all([packOnce(body), packOnce(body)]);
    assert.equal(first, second);
    assert.equal(await packOnce(body), first);
  });
});
