import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import type { Reading } from "../../../domain/imports/reading.ts";
import { utcText } from "../../../domain/time/time.ts";
import { PLAIN_READING, sampleBytes, SAMPLES } from "../../support/import_samples.ts";
import { readChunks } from "../../support/read_pieces.ts";

const HEADER = "time,kW";
const at = (i: number) =>
  `2026-06-14 ${String(10 + Math.floor(i / 4)).padStart(2, "0")}:` +
  String(i % 4 * 15).padStart(2, "0");
/** Lines of quarter hours from 10:00, with their number as power. */
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${at(from + i)},${from + i}.0`);

/** Reads lines; returns powers by the start of their period, and `line reason` of those left out. */
async function read(rows: string[], fields: Partial<Reading> = {}, capacityKw?: number) {
  const { periods, leftOut } = await readChunks(
    [rows.map((row) => `${row}\n`).join("")],
    { ...PLAIN_READING, ...fields },
    { capacityOf: () => capacityKw ?? null },
  );
  return {
    powers: periods.map(({ powerKw }) => powerKw),
    spans: periods.map(({ startMs, endMs }) => `${utcText(startMs)}/${utcText(endMs)}`),
    left: leftOut.map(({ line, reason }) => `${line} ${reason}`),
    leftOut,
  };
}

describe("a broken file of powers", () => {
  it("keeps its lines around a quote that nothing closes", async () => {
    const broken = [HEADER, ...lines(0, 3), `"${at(3)},3.0`, ...lines(4, 7), `${at(7)},"7.0`];
    const { powers, left } = await read(broken);
    assert.deepEqual(powers, [0, 1, 2, 4, 5, 6]);
    assert.deepEqual(left, ["5 cut_off", "9 cut_off"]);
  });

  it("counts the lines of quoted cells, and reads what follows", async () => {
    const rows = [HEADER, `${at(0)},0.0,"two\nlines"`, `${at(1)},x,""""`, ...lines(2, 4)];
    const { powers, left } = await read(rows);
    assert.deepEqual([powers, left], [[0, 2, 3], ["4 not_a_number"]]);
  });

  it("leaves out a line of a megabyte, and keeps nothing of it", async () => {
    const rows = [HEADER, ...lines(0, 2), "x".repeat(1e6), ...lines(2, 4)];
    const { powers, leftOut } = await read(rows);
    assert.deepEqual(powers, [0, 1, 2, 3]);
    const message = "This line has more than 64 KB.";
    assert.deepEqual(leftOut, [{ line: 4, reason: "too_long", message, cells: [] }]);
  });

  it("leaves out empty lines, footers, and a second table that looks the same", async () => {
    const rows = [HEADER, ...lines(0, 3), "", "Total,6", "", "day,kWh", `${at(30)},30.0`, "end,"];
    const { powers, left } = await read(rows);
    assert.deepEqual(powers, [0, 1, 2]);
    const second = ["8 second_table", "9 second_table", "10 second_table"];
    assert.deepEqual(left, ["5 empty", "6 not_a_time", "7 empty", ...second]);
  });

  it("goes on at the header of before, and stops at one with another unit", async () => {
    const rows = [HEADER, ...lines(0, 2), HEADER, ...lines(2, 3), "time,W", ...lines(3, 5)];
    const { powers, left } = await read(rows);
    assert.deepEqual(powers, [0, 1, 2]);
    assert.deepEqual(left, ["4 not_a_time", ...[6, 7, 8].map((line) => `${line} second_table`)]);
  });

  it("takes the same line twice once, and the first of two values", async () => {
    const rows = [HEADER, ...lines(0, 4), ...lines(1, 3), `${at(0)},9.0`];
    const { powers, left, leftOut } = await read(rows);
    assert.deepEqual([powers, left], [[0, 1, 2, 3], ["8 second_value"]]);
    assert.match(leftOut[0]!.message, /from 2026-06-14T10:00:00Z: 0 kW, here 9 kW\./);
  });

  it("leaves out what the site cannot produce, by the rule for measurements", async () => {
    const rows = [HEADER, `${at(0)},11`, `${at(1)},11.1`, `${at(2)},-0.5`, `${at(3)},-0.6`];
    const { powers, left } = await read(rows, {}, 10);
    assert.deepEqual([powers, left], [[11, -0.5], ["3 impossible", "5 impossible"]]);
  });

  it("leaves out times off the grid, and a part with a shorter step", async () => {
    const five = [0, 5, 10, 15, 20, 25, 30].map((minute) => `2026-06-14 20:${two(minute)},1`);
    const days = ["10", "11", "12", "13"].flatMap((day) =>
      lines(0, 40).map((line) => line.replace("06-14", `06-${day}`))
    );
    const rows = [HEADER, ...days, "2026-06-13 22:07,1", ...five, "2026-06-15 00:00,2"];
    const { powers, left } = await read(rows);
    assert.deepEqual([powers.length, ...powers.slice(-2)], [162, 1, 2]);
    assert.deepEqual(left, [162, 164, 165, 166, 167, 168, 169].map((line) => `${line} off_grid`));
    const irregular = [HEADER, "2026-06-14 10:00:07,1", "2026-06-14 10:16:02,2"];
    assert.deepEqual((await read(irregular)).powers, [1, 2]);
  });

  it("names lines by their number in the file, and lists only the cells that are read", async () => {
    const reading = { ...PLAIN_READING, value_columns: [2] };
    const { leftOut } = await readChunks([`a,b,c,d\n${at(0)},secret,?,secret\n`], reading, {
      lineOffset: 5,
    });
    const message = '"?" is not a number.';
    assert.deepEqual(leftOut, [{ line: 7, reason: "not_a_number", message, cells: [at(0), "?"] }]);
  });
});

const two = (number: number) => String(number).padStart(2, "0");

describe("a file without an end of its last line", () => {
  const last = async (...rows: string[]) =>
    (await readChunks([[HEADER, ...rows].join("\n")], PLAIN_READING)).periods.at(-1)?.powerKw;

  it("has that line unless it looks cut off", async () => {
    assert.equal(await last(`${at(0)},1250`, `${at(1)},980`), 980);
    assert.equal(await last(`${at(0)},1.25`, `${at(1)},0`), 1.25);
    assert.equal(await last(`${at(0)},1.5`, `${at(1)},2`, `${at(2)},2.25`), 2.25);
    assert.equal(await last(`${at(0)},12`, `${at(1)},0`), 0);
    assert.equal(await last(`${at(0)},12`), 12);
    assert.equal(await last(`${at(0)},1250`, `${at(1)},12`), 1250);
    assert.equal(await last(`${at(0)},12`, `${at(1)},12.`), 12);
    assert.equal(await last(`${at(0)},12.50`, `${at(1)},12.5`), 12.5);
  });
});

describe("a file that is cut off anywhere", () => {
  it("brings no value that the whole file does not bring, but perhaps of its last line", async () => {
    for (const { name, reading } of SAMPLES) {
      const text = new TextDecoder().decode(sampleBytes(name));
      const key = ({ site, startMs, endMs, powerKw }: Awaited<
        ReturnType<typeof readChunks>
      >["periods"][number]) => `${site} ${startMs} ${endMs} ${powerKw}`;
      const whole = new Set((await readChunks([text], reading)).periods.map(key));
      // Below the first inverter's lines nothing tells of a second one.
      const least = reading.inverter_column === null ? 0 : text.indexOf("Inverter-2");
      const end = fc.integer({ min: least + 60, max: text.length });
      await fc.assert(
        fc.asyncProperty(end, async (end) => {
          const { periods } = await readChunks([text.slice(0, end)], reading);
          const last = text.slice(0, end).split("\n").length;
          const others = periods.filter(({ line }) => line !== last);
          assert.deepEqual(others.map(key).filter((period) => !whole.has(period)), []);
        }),
        { numRuns: 10 },
      );
    }
  });
});

describe("any text", () => {
  it("is read to its end: each line by a sentence or not at all", async () => {
    const some = [
      '"',
      '"',
      ",",
      ",",
      "\n",
      "\r\n",
      "\r",
      " ",
      "\u00a0",
      "\u2028",
      "\v",
      at(1),
      "5.4",
    ];
    const parts = fc.array(fc.oneof(fc.constantFrom(...some), fc.string({ maxLength: 3 })), {
      maxLength: 200,
      size: "max",
    });
    await fc.assert(
      fc.asyncProperty(parts, async (parts) => {
        const text = parts.join("");
        const { leftOut } = await readChunks([text], PLAIN_READING);
        const last = text.split(/\r\n|\n|\r/).length;
        for (const { line, message } of leftOut) {
          assert.ok(line >= 1 && line <= last, `${line} of ${last}`);
          assert.match(message, /\.$/);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("days as periods", () => {
  it("have 23 to 25 hours by the site's clock, and no value is about more than 24", async () => {
    const rows = ["day,kWh", "2026-03-29,23", "2026-06-14,24", "2026-10-25,25"];
    const fields = { zone: "Europe/Berlin", step_minutes: 1440, shape: "energy" } as const;
    const { powers, spans } = await read(rows, { ...fields, unit: "kWh" });
    assert.deepEqual(powers, [1, 1, 1, 1]);
    assert.deepEqual(spans, [
      "2026-03-28T23:00:00Z/2026-03-29T22:00:00Z",
      "2026-06-13T22:00:00Z/2026-06-14T22:00:00Z",
      "2026-10-24T22:00:00Z/2026-10-25T10:30:00Z",
      "2026-10-25T10:30:00Z/2026-10-25T23:00:00Z",
    ]);
  });
});
