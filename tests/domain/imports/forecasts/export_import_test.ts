import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import type { ForecastRow } from "../../../../domain/imports/forecasts/forecast_row.ts";
import { type Cell, type ExportLayout } from "../../../../domain/operations/exports/export.ts";
import { exportColumns, siteCells } from "../../../../domain/operations/exports/export_columns.ts";
import { exportWriter } from "../../../../domain/operations/exports/export_text.ts";
import { timeCells, timeText } from "../../../../domain/operations/exports/time_cells.ts";
import type { Site } from "../../../../domain/sites/site.ts";
import { milliseconds, MINUTE } from "../../../../domain/time/time.ts";
import { readForecastText } from "../../../support/forecast_files.ts";

const SITE_UUID = "6334c548-bb9a-4598-838d-3fe87d309a10";
const QUARTER = 15 * MINUTE;

const layout: fc.Arbitrary<ExportLayout> = fc.record({
  format: fc.constantFrom("csv", "excel"),
  delimiter: fc.constantFrom(";", "\t"),
  decimal: fc.constantFrom(".", ","),
  zone: fc.constantFrom("UTC", "Europe/London", "Asia/Kathmandu"),
  hasSettlement: fc.boolean(),
});

/** Runs a quarter hour apart or more, over a day on which clocks change. */
const start = fc.constantFrom(
  "2026-06-20T22:00:00Z",
  "2026-10-24T22:00:00Z",
  "2026-03-28T22:00:00Z",
);
const kw = fc.double({ min: 0, max: 90, noNaN: true });
const value = fc.record({ kw, p10: fc.option(kw), p90: fc.option(kw) });
const run = fc.record({
  after: fc.integer({ min: 0, max: 20 }),
  lead: fc.integer({ min: 0, max: 100 }),
  name: fc.constantFrom("pvnet", "=1+1", 'A "b"; c', "sitecast-baseline"),
  version: fc.constantFrom("1.0.3", "2", "2026-01-01", null),
  isFilled: fc.constantFrom(null, true, false),
  values: fc.array(value, { minLength: 3, maxLength: 20 }),
});
const runs = fc.array(run, { minLength: 2, maxLength: 6 });

type Run = typeof run extends fc.Arbitrary<infer R> ? R : never;
type Expected = Omit<ForecastRow, "line" | "site">;

function expected(start: string, runs: readonly Run[]): Expected[] {
  let madeMs = milliseconds(start);
  return runs.flatMap(({ after, lead, name, version, values }) => {
    madeMs += (after + 1) * QUARTER;
    return values.map(({ kw, p10, p90 }, at) => {
      const startMs = madeMs + (lead + at) * QUARTER;
      return {
        ...{ madeMs, startMs, endMs: startMs + QUARTER, model: name, version: version ?? "" },
        ...{ powerKw: kw, p10Kw: p10, p90Kw: p90, horizonMinutes: (lead + at) * 15 },
      };
    });
  });
}

function written(layout: ExportLayout, rows: readonly Expected[], isFilled: boolean | null) {
  const site = { site_uuid: SITE_UUID, client_site_id: 7, client_site_name: "Barn" } as Site;
  const cells = rows.map((row): Cell[] => [
    ...siteCells(site),
    ...timeCells(row, layout, layout.zone),
    ...[row.powerKw, row.p10Kw, row.p90Kw],
    timeText(row.madeMs, "UTC", layout.format === "excel"),
    ...[row.horizonMinutes, row.model, row.version || null, isFilled],
  ]);
  const writer = exportWriter(layout, exportColumns("forecast", layout));
  return (writer.head() + writer.rows(cells) + writer.tail()).replace("\uFEFF", "");
}

describe("a file of forecasts that was exported", () => {
  it("is imported as it was, whatever its layout and the names of its models", async () => {
    await fc.assert(
      fc.asyncProperty(layout, start, runs, async (layout, start, runs) => {
        const rows = expected(start, runs);
        const text = written(layout, rows, runs[0]!.isFilled);
        const site = {
          ...{ site_uuid: SITE_UUID, client_site_id: 7, name: "Barn", capacity_kw: null },
          time_zone: layout.zone,
        };
        const { proposal, values, leftOut } = await readForecastText(text, { site });
        assert.deepEqual([proposal.kind, leftOut], ["forecasts", []], text.slice(0, 600));
        assert.deepEqual(
          values.map(({ line: _, site: __, ...value }) => inMilliwatts(value)),
          rows.map(inMilliwatts),
          text.slice(0, 600),
        );
      }),
      { numRuns: 30 },
    );
  });
});

const inMilliwatts = ({ powerKw, p10Kw, p90Kw, ...others }: Expected) => ({
  ...others,
  levels: [powerKw, p10Kw, p90Kw].map((kw) => kw === null ? null : Math.round(kw * 1000)),
});
