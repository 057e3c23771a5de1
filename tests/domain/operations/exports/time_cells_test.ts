import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { PLAIN_LAYOUT } from "../../../../domain/operations/exports/export.ts";
import { settlementPeriod } from "../../../../domain/operations/exports/settlement_period.ts";
import { timeCells, timeColumns } from "../../../../domain/operations/exports/time_cells.ts";
import { milliseconds, MINUTE } from "../../../../domain/time/time.ts";

const period = (utc: string) => ({
  startMs: milliseconds(utc),
  endMs: milliseconds(utc) + 900_000,
});

/** The cells by the name of their column. */
function cells(utc: string, zone: string, changes = {}) {
  const layout = { ...PLAIN_LAYOUT, zone, ...changes };
  const own = zone === "site" ? "Asia/Kathmandu" : zone;
  const found = timeCells(period(utc), layout, own);
  return Object.fromEntries(timeColumns(layout).map((name, at) => [name, found[at]]));
}

describe("the times of an export", () => {
  it("are in UTC, or by a clock with its offset", () => {
    assert.deepEqual(cells("2026-06-21T23:45:00Z", "UTC"), {
      start_utc: "2026-06-21T23:45:00Z",
      end_utc: "2026-06-22T00:00:00Z",
    });
    assert.deepEqual(cells("2026-06-21T18:15:00.5Z", "site"), {
      start_local: "2026-06-22T00:00:00.500+05:45",
      end_local: "2026-06-22T00:15:00.500+05:45",
      time_zone: "Asia/Kathmandu",
    });
    assert.equal(
      cells("2026-01-01T02:00:00Z", "America/St_Johns").start_local,
      "2025-12-31T22:30:00-03:30",
    );
  });

  it("tell the repeated hour apart for a spreadsheet, too", () => {
    const excel = { format: "excel" } as const;
    const twice = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map((utc) =>
      cells(utc, "Europe/London", excel)
    );
    assert.deepEqual(twice.map((row) => [row.start_local, row.utc_offset_minutes]), [
      ["2026-10-25 01:30:00", 60],
      ["2026-10-25 01:30:00", 0],
    ]);
    assert.deepEqual(cells("2026-10-25T00:30:00Z", "UTC", excel), {
      start_utc: "2026-10-25 00:30:00",
      end_utc: "2026-10-25 00:45:00",
    });
  });

  it("have settlement periods by the London day, whatever the zone of the file", () => {
    assert.deepEqual(cells("2026-06-20T23:00:00Z", "UTC", { hasSettlement: true }), {
      start_utc: "2026-06-20T23:00:00Z",
      end_utc: "2026-06-20T23:15:00Z",
      settlement_date_gb: "2026-06-21",
      settlement_period_gb: 1,
    });
  });
});

describe("settlement periods", () => {
  const days = [["2026-06-21", 48], ["2026-03-29", 46], ["2026-10-25", 50]] as const;
  for (const [day, count] of days) {
    it(`are 1 to ${count} on ${day}, each half an hour`, () => {
      const date = Temporal.PlainDate.from(day);
      const start = date.toZonedDateTime("Europe/London").epochMilliseconds;
      const number = date.since("1970-01-01").days;
      const minutes = Array.from({ length: count * 30 }, (_, at) => at);
      assert.deepEqual(
        minutes.map((minute) => settlementPeriod(start + minute * MINUTE)),
        minutes.map((minute) => ({ day: number, period: Math.floor(minute / 30) + 1 })),
      );
      const next = settlementPeriod(start + count * 30 * MINUTE);
      assert.deepEqual(next, { day: number + 1, period: 1 });
    });
  }
});
