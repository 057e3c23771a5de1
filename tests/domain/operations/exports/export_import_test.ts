import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { readFile } from "../../../../domain/imports/read/read_file.ts";
import { propose } from "../../../../domain/imports/recognise/propose.ts";
import { type Cell, type ExportLayout } from "../../../../domain/operations/exports/export.ts";
import { exportColumns, siteCells } from "../../../../domain/operations/exports/export_columns.ts";
import { exportWriter } from "../../../../domain/operations/exports/export_text.ts";
import { timeCells } from "../../../../domain/operations/exports/time_cells.ts";
import type { Site } from "../../../../domain/sites/site.ts";
import { milliseconds, MINUTE } from "../../../../domain/time/time.ts";

const SITE_UUID = "6334c548-bb9a-4598-838d-3fe87d309a10";

const layout: fc.Arbitrary<ExportLayout> = fc.record({
  format: fc.constantFrom("csv", "excel"),
  delimiter: fc.constantFrom(";", "\t"),
  decimal: fc.constantFrom(".", ","),
  zone: fc.constantFrom("UTC", "Europe/London", "Asia/Kathmandu"),
  hasSettlement: fc.boolean(),
});

/** Powers of periods in a row, over a day on which clocks change. */
const powers = fc.array(fc.double({ min: 0, max: 90, noNaN: true }), {
  minLength: 60,
  maxLength: 150,
});
const days = fc.constantFrom(
  "2026-06-20T22:00:00Z",
  "2026-10-24T18:00:00Z",
  "2026-03-28T20:00:00Z",
);

function written(layout: ExportLayout, start: string, values: readonly number[], name: string) {
  const site = { site_uuid: SITE_UUID, client_site_id: 7, client_site_name: name } as Site;
  const rows = values.map((kw, at): Cell[] => {
    const startMs = milliseconds(start) + at * 15 * MINUTE;
    const period = { startMs, endMs: startMs + 15 * MINUTE };
    return [...siteCells(site), ...timeCells(period, layout, layout.zone), kw];
  });
  const writer = exportWriter(layout, exportColumns("generation", layout));
  return writer.head() + writer.rows(rows) + writer.tail();
}

async function readBack(text: string, zone: string) {
  const site = {
    site_uuid: SITE_UUID,
    client_site_id: 7,
    name: "Barn",
    time_zone: zone,
    capacity_kw: null,
  };
  const sample = { encoding: "utf-8", head: text, middle: "", tail: "" } as const;
  const proposal = propose(sample, { sites: [site], site, remembered: [] });
  assert.ok(proposal.reading, JSON.stringify(proposal));
  const found: { startMs: number; endMs: number; powerKw: number }[] = [];
  const chunks = async function* () {
    yield await Promise.resolve(text);
  };
  for await (const { periods, leftOut } of readFile(chunks(), proposal.reading)) {
    assert.deepEqual(leftOut, []);
    found.push(...periods);
  }
  return found;
}

describe("a file of generation that was exported", () => {
  it("is imported as it was, whatever its layout and the name of its site", async () => {
    const name = fc.constantFrom("Barn", "=1+1", 'A "barn"; roof', "-Süd", "@work\t2");
    await fc.assert(
      fc.asyncProperty(layout, days, powers, name, async (layout, start, values, name) => {
        const text = written(layout, start, values, name).replace("\uFEFF", "");
        const found = await readBack(text, layout.zone);
        assert.equal(found.length, values.length, text.slice(0, 400));
        found.forEach(({ startMs, endMs, powerKw }, at) => {
          assert.equal(startMs, milliseconds(start) + at * 15 * MINUTE, text.slice(0, 400));
          assert.equal(endMs - startMs, 15 * MINUTE);
          assert.ok(Math.abs(powerKw - values[at]!) < 0.0005);
        });
      }),
      { numRuns: 40 },
    );
  });
});
