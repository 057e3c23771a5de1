import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { parseMoment } from "../../../domain/imports/read/moment.ts";
import { type NumberMarks, parseNumber } from "../../../domain/imports/read/number.ts";
import type { TimeForm } from "../../../domain/imports/reading.ts";
import { utcText } from "../../../domain/time/time.ts";

const MARKS: NumberMarks[] = [
  { decimal: ".", thousands: "" },
  { decimal: ".", thousands: "," },
  { decimal: ".", thousands: "'" },
  { decimal: ",", thousands: "" },
  { decimal: ",", thousands: "." },
  { decimal: ",", thousands: " " },
];

describe("parseNumber", () => {
  const numbers: [string, string, number | string][] = [
    ["5.400", ",.", 5400],
    ["1.5", ",.", "not_a_number"],
    ["1234.567,8", ",.", "not_a_number"],
    ["1.234.567,8", ",.", 1_234_567.8],
    ["5.400", ".", 5.4],
    ["10,346.20", ".,", 10_346.2],
    ["1,23,456", ".,", "not_a_number"],
    ["0,00", ",", 0],
    ["1.5", ",", "not_a_number"],
    ["0E-20", ".", 0],
    ["1.5e3", ".", 1500],
    [".5", ".", 0.5],
    ["+3", ".", 3],
    [" \u22126,2\u00a0", ",", -6.2],
    ["1\u00a0234\u202f567,5", ", ", 1_234_567.5],
    ["1\u2019234.5", ".'", 1234.5],
    ["1 234,5", ",", "not_a_number"],
    ["", ".", "empty"],
    [" n/a ", ".", "empty"],
    ["NaN", ".", "not_finite"],
    ["9".repeat(61), ".", "not_a_number"],
    ["1e308", ".", 1e308],
    ["1e309", ".", "not_finite"],
    ["(5)", ".", "not_a_number"],
    ["$0.06", ".", "not_a_number"],
    ["12 kW", ".", "not_a_number"],
    ["5..4", ".", "not_a_number"],
    ["0x10", ".", "not_a_number"],
  ];
  for (const [text, [decimal, thousands = ""], expected] of numbers) {
    it(`reads ${JSON.stringify(text)} with ${decimal}${thousands} as ${expected}`, () => {
      assert.equal(parseNumber(text, { decimal, thousands } as NumberMarks), expected);
    });
  }

  it("reads back what is written with any marks", () => {
    const digits = (value: number, { decimal, thousands }: NumberMarks) => {
      const [whole, part] = Math.abs(value).toFixed(3).split(".");
      const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, thousands);
      return `${value < 0 ? "-" : ""}${grouped}${decimal}${part}`;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: -9e9, max: 9e9 }),
        fc.constantFrom(...MARKS),
        (thousandths, marks) => {
          const value = thousandths / 1000;
          assert.equal(parseNumber(digits(value, marks), marks), value + 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("parseMoment", () => {
  const moments: [string, TimeForm, string, string][] = [
    ["03/29/2026 00:15", "mdy", "Europe/London", "2026-03-29T00:15:00Z"],
    ["03/29/2026 01:00", "mdy", "Europe/London", "skipped_hour"],
    ["29.03.2026 02:30:00", "dmy", "Europe/Berlin", "skipped_hour"],
    ["25.10.2026 02:45:00", "dmy", "Europe/Berlin", "2026-10-25T00:45:00Z 2026-10-25T01:45:00Z"],
    ["25.10.2026 03:00", "dmy", "Europe/Berlin", "2026-10-25T02:00:00Z"],
    ["2026-03-29 02:00:00 +0100", "ymd", "Asia/Tokyo", "2026-03-29T01:00:00Z"],
    ["2026-10-25T01:30:00+01:00", "ymd", "UTC", "2026-10-25T00:30:00Z"],
    ["2026-06-20T08:01:33.274Z", "ymd", "Asia/Tokyo", "2026-06-20T08:01:33.274Z"],
    ["20260504 05:05", "ymd", "Australia/Sydney", "2026-05-03T19:05:00Z"],
    ["20260504T050500Z", "ymd", "Australia/Sydney", "2026-05-04T05:05:00Z"],
    ["4 May 2026 5:05 PM", "dmy", "Asia/Kolkata", "2026-05-04T11:35:00Z"],
    ["May 4, 2026, 12:05 a.m.", "mdy", "UTC", "2026-05-04T00:05:00Z"],
    ["Mo., 4. Mai 2026 05:05", "dmy", "UTC", "2026-05-04T05:05:00Z"],
    ["4-août-26 05.05", "dmy", "UTC", "2026-08-04T05:05:00Z"],
    ["14.06.26 24:00", "dmy", "UTC", "2026-06-15T00:00:00Z"],
    ["14.06.2026", "dmy", "Europe/Vienna", "2026-06-13T22:00:00Z"],
    ["2024-02-29 0:00", "ymd", "UTC", "2024-02-29T00:00:00Z"],
    ["1792884600", "epoch_s", "Asia/Tokyo", "2026-10-24T23:30:00Z"],
    ["1792884600250", "epoch_ms", "Asia/Tokyo", "2026-10-24T23:30:00.25Z"],
    ["45000.25", "day_count", "Europe/Berlin", "2023-03-15T05:00:00Z"],
    ["45000 13:30", "day_count", "UTC", "2023-03-15T13:30:00Z"],
    ["45014,0951", "day_count", "Europe/Berlin", "2023-03-29T00:17:00Z"],
    ["25.10.2026 02:45 MEZ", "dmy", "Europe/Berlin", "2026-10-25T01:45:00Z"],
    ["25.10.2026 02:45 CEST", "dmy", "Europe/Berlin", "2026-10-25T00:45:00Z"],
    ["25/10/2026 13h30", "dmy", "UTC", "2026-10-25T13:30:00Z"],
    ["99999.5", "day_count", "UTC", "not_a_time"],
    ["45000 25:00", "day_count", "UTC", "not_a_time"],
    ["2026-02-29 00:00", "ymd", "UTC", "not_a_time"],
    ["31/04/2026 05:00", "dmy", "UTC", "not_a_time"],
    ["06/14/2026 05:00", "dmy", "UTC", "not_a_time"],
    ["2026-06-14 24:01", "ymd", "UTC", "not_a_time"],
    ["2026-06-14 13:00 PM", "ymd", "UTC", "not_a_time"],
    ["2026-06/14 13:00", "ymd", "UTC", "not_a_time"],
    ["Total", "ymd", "UTC", "not_a_time"],
    ["9999999999999", "epoch_s", "UTC", "not_a_time"],
    ["", "ymd", "UTC", "empty"],
  ];
  for (const [text, form, zone, expected] of moments) {
    it(`reads "${text}" (${form}, ${zone}) as ${expected}`, () => {
      assert.equal(shown(parseMoment(text, form, zone)), expected);
    });
  }

  it("takes the first skipped time as the end of a period, and no other", () => {
    const end = (text: string) => shown(parseMoment(text, "dmy", "Europe/Berlin", { isEnd: true }));
    assert.equal(end("29.03.2026 02:00"), "2026-03-29T01:00:00Z");
    assert.equal(end("29.03.2026 02:15"), "skipped_hour");
  });

  it("reads back any instant on the clock of any zone, in each form", () => {
    const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe");
    const minute = fc.integer({ min: 1440, max: 52 * 365 * 24 * 60 });
    fc.assert(
      fc.property(minute, zone, fc.constantFrom("ymd", "dmy", "mdy"), (minutes, zone, form) => {
        const at = Temporal.Instant.fromEpochMilliseconds(minutes * 60_000).toZonedDateTimeISO(
          zone,
        );
        const [y, m, d] = at.toPlainDate().toString().split("-");
        const date = { ymd: `${y}-${m}-${d}`, dmy: `${d}.${m}.${y}`, mdy: `${m}/${d}/${y}` }[form];
        const clock = at.toPlainTime().toString({ smallestUnit: "minute" });
        const found = shown(parseMoment(`${date} ${clock}`, form, zone));
        assert.ok(found.split(" ").includes(at.toInstant().toString()), `${at} became ${found}`);
      }),
      { numRuns: 500 },
    );
  });
});

function shown(moment: ReturnType<typeof parseMoment>): string {
  if (typeof moment === "string") return moment;
  const { ms, laterMs } = moment;
  return utcText(ms) + (laterMs === null ? "" : ` ${utcText(laterMs)}`);
}
