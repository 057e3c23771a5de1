import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { decodeText } from "../../../domain/imports/read/decode.ts";
import type { Reading } from "../../../domain/imports/reading.ts";
import { HOUR, MINUTE } from "../../../domain/time/time.ts";
import { PLAIN_READING, sampleBytes, SAMPLES } from "../../support/import_samples.ts";
import { each, readChunks } from "../../support/read_pieces.ts";

/** Days with changes of clocks, and one without. */
const DAYS = ["2026-03-29", "2026-10-25", "2026-06-14", "2026-04-05", "2026-11-01"];
const ZONES = ["UTC", "Europe/London", "Europe/Berlin", "Australia/Sydney", "America/New_York"];

interface Period {
  startMs: number;
  endMs: number;
  powerKw: number;
}

/** How a file is written. */
const style = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  marks: fc.constantFrom([".", ""], [".", ","], [".", "'"], [",", ""], [",", "."], [",", " "]),
  form: fc.constantFrom("ymd", "dmy", "mdy", "epoch_s", "epoch_ms"),
  zone: fc.constantFrom(...ZONES),
  label: fc.constantFrom("start", "end"),
  hasEnd: fc.boolean(),
  hasOffset: fc.boolean(),
  isQuoted: fc.boolean(),
  isNewestFirst: fc.boolean(),
  shape: fc.constantFrom("power", "energy", "lifetime_counter"),
  unit: fc.constantFrom("", "k", "M"),
  step: fc.constantFrom(5, 10, 15, 30, 60),
});
type Style = typeof style extends fc.Arbitrary<infer T> ? T : never;

/** Two days around a change of clocks, with powers in W. */
function periodsOf({ step, zone }: Style, day: string, watts: number[]): Period[] {
  const noon = Temporal.PlainDate.from(day).subtract({ days: 1 })
    .toZonedDateTime({ timeZone: zone, plainTime: "12:00" }).epochMilliseconds;
  return watts.map((power, i) => ({
    startMs: noon + i * step * MINUTE,
    endMs: noon + (i + 1) * step * MINUTE,
    powerKw: power / 1000,
  }));
}

function timeText(ms: number, { form, zone, hasOffset }: Style): string {
  if (form === "epoch_s") return String(ms / 1000);
  if (form === "epoch_ms") return String(ms);
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const [y, m, d] = at.toPlainDate().toString().split("-");
  const date = { ymd: `${y}-${m}-${d}`, dmy: `${d}.${m}.${y}`, mdy: `${m}/${d}/${y}` }[form];
  const clock = at.toPlainTime().toString({ smallestUnit: "second" });
  return `${date} ${clock}${hasOffset ? at.offset : ""}`;
}

function numberText(value: number, [decimal, thousands]: readonly [string, string]): string {
  const [whole, part] = Math.abs(value).toFixed(10).split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${value < 0 ? "-" : ""}${grouped}${decimal}${part}`;
}

/** Whether the clock shows the time of an instant twice. */
function isTwice(ms: number, zone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
    .toPlainDateTime();
  const [first, second] = (["earlier", "later"] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds
  );
  return first !== second;
}

/** Writes periods as a file, and returns it with its reading. */
function written(style: Style, periods: Period[]): { text: string; reading: Reading } {
  const { shape, hasEnd, label, marks, step } = style;
  const isCounter = shape === "lifetime_counter";
  const factor = { "": 1000, k: 1, M: 0.001 }[style.unit];
  let counted = 5000;
  const rows = periods.map(({ startMs, endMs, powerKw }) => {
    const kwh = powerKw * (endMs - startMs) / HOUR;
    counted += kwh;
    const value = isCounter ? counted : shape === "energy" ? kwh : powerKw;
    const times = isCounter || (label === "end" && !hasEnd) ? [endMs] : [startMs];
    if (hasEnd && !isCounter) times.push(endMs);
    const [first, ...rest] = times.map((ms) => timeText(ms, style));
    return [first!, numberText(value * factor, marks), ...rest];
  });
  if (isCounter) {
    rows.unshift([timeText(periods[0]!.startMs, style), numberText(5000 * factor, marks)]);
  }
  if (style.isNewestFirst) rows.reverse();
  const text = stringify([["time", "value", "end"], ...rows], {
    delimiter: style.delimiter,
    quoted: style.isQuoted,
  });
  const reading: Reading = {
    ...PLAIN_READING,
    delimiter: style.delimiter,
    decimal: marks[0],
    thousands: marks[1],
    time: { columns: [0], form: style.form },
    end_time: hasEnd && !isCounter ? { columns: [2], form: style.form } : null,
    zone: style.zone,
    label: hasEnd ? "start" : label,
    step_minutes: step,
    shape,
    unit: `${style.unit}W${shape === "power" ? "" : "h"}`,
  };
  return { text, reading };
}

describe("a file that is written and read again", () => {
  it("brings the same periods, whatever its marks, times and shape", async () => {
    const watts = fc.array(fc.integer({ min: 0, max: 5_000_000 }), {
      minLength: 30,
      maxLength: 200,
      size: "max",
    });
    await fc.assert(
      fc.asyncProperty(style, fc.constantFrom(...DAYS), watts, async (style, day, powers) => {
        const periods = periodsOf(style, day, powers);
        // Nothing tells which of two times the first line of a file means.
        const { startMs, endMs } = periods.at(-1)!;
        fc.pre(!style.isNewestFirst || ![startMs, endMs].some((ms) => isTwice(ms, style.zone)));
        const { text, reading } = written(style, periods);
        const found = await readChunks([text], reading);
        assert.deepEqual(found.leftOut, []);
        const inOrder = found.periods.sort((a, b) => a.startMs - b.startMs);
        assert.deepEqual(
          inOrder.map(({ startMs, endMs }) => [startMs, endMs]),
          periods.map(({ startMs, endMs }) => [startMs, endMs]),
        );
        for (const [i, { powerKw }] of inOrder.entries()) {
          assert.ok(Math.abs(powerKw - periods[i]!.powerKw) <= 0.0005, `${i}: ${powerKw}`);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("a file that is cut into chunks at any byte", () => {
  it("is read as if it came at once", async () => {
    const bytes = SAMPLES.map(({ name }) => sampleBytes(name));
    const whole = await Promise.all(SAMPLES.map(({ reading }, i) => {
      return readChunks([new TextDecoder().decode(bytes[i])], reading);
    }));
    const places = fc.array(fc.nat(), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.nat(SAMPLES.length - 1), places, async (which, cuts) => {
        const file = bytes[which]!;
        const ends = [...cuts.map((cut) => cut % file.length), file.length].sort((a, b) => a - b);
        const chunks = ends.map((end, i) => file.subarray(ends[i - 1] ?? 0, end));
        const text = await Array.fromAsync(decodeText(each(chunks), "utf-8"));
        assert.deepEqual(await readChunks(text, SAMPLES[which]!.reading), whole[which]);
      }),
      { numRuns: 40 },
    );
  });
});
