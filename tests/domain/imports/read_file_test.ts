import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { utcText } from "../../../domain/time/time.ts";
import { expectedRows, type Sample, sampleBytes, SAMPLES } from "../../support/import_samples.ts";
import { readChunks } from "../../support/read_pieces.ts";

/** Returns a sample's text below the lines that are cut off above its header. */
function textOf({ name, linesAbove }: Sample): string {
  const lines = new TextDecoder().decode(sampleBytes(name)).split("\n");
  return lines.slice(linesAbove).join("\n");
}

function read(sample: Sample, text = textOf(sample)) {
  const { linesAbove, capacityKw } = sample;
  return readChunks([text], sample.reading, {
    lineOffset: linesAbove,
    capacityOf: () => capacityKw,
  });
}

/** The lines that samples leave out, in order. */
const LEFT_OUT: Record<string, string[]> = {
  "01-solaredge-chart": ["31 empty", "32 empty", "33 empty", "34 empty"],
  "02-enphase-wh": ["94 not_a_time"],
  "03-fronius-solarweb": ["42 empty", "43 empty", "92 empty", "183 empty", "184 empty"],
  "06-pvoutput-status": ["17 counter_fell"],
  "07-huawei-two-inverters": ["16 no_partner"],
  "09-home-assistant-history": [8, 60, 81, 115].map((line) => `${line} not_covered`),
  "11-wind-scada": ["45 not_finite", "46 not_finite"],
};

describe("the samples of exports", () => {
  for (const sample of SAMPLES) {
    it(`bring the expected rows: ${sample.name}`, async () => {
      const { periods, leftOut } = await read(sample);
      const rows = periods.map(({ site, startMs, endMs }) => [
        utcText(startMs),
        utcText(endMs),
        site,
      ]);
      const expected = expectedRows(sample.name);
      assert.deepEqual(
        rows,
        expected.map((row) => [row.start_utc, row.end_utc, row.client_site_id]),
      );
      for (const [i, { powerKw }] of periods.entries()) {
        const kw = expected[i]!.generation_power_kw;
        assert.ok(Math.abs(powerKw - kw) <= 0.0005, `${rows[i]}: ${powerKw}, expected ${kw}`);
      }
      const inOrder = leftOut.toSorted((a, b) => a.line - b.line);
      const lines = inOrder.map(({ line, reason }) => `${line} ${reason}`);
      assert.deepEqual(lines, LEFT_OUT[sample.name] ?? []);
    });
  }
});
