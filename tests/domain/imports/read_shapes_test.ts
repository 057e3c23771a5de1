import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type Reading, reading } from "../../../domain/imports/reading.ts";
import { utcText } from "../../../domain/time/time.ts";
import { PLAIN_READING } from "../../support/import_samples.ts";
import { readChunks } from "../../support/read_pieces.ts";

/** Reads lines below a header; returns `start/minutes kW` of periods in order, and `line reason`. */
async function read(rows: string[], fields: Partial<Reading>) {
  const text = ["header", ...rows].map((row) => `${row}\n`).join("");
  const { periods, leftOut } = await readChunks([text], { ...PLAIN_READING, ...fields });
  const inOrder = periods.toSorted((a, b) => a.startMs - b.startMs);
  return {
    found: inOrder.map(({ startMs, endMs, powerKw }) =>
      `${utcText(startMs).slice(8, 16)}/${(endMs - startMs) / 60_000} ${powerKw}`
    ),
    left: leftOut.map(({ line, reason }) => `${line} ${reason}`),
  };
}

const LIFETIME = { shape: "lifetime_counter", unit: "kWh" } as const;
const DAY = { shape: "day_counter", unit: "kWh", zone: "Europe/Berlin" } as const;

describe("a counter", () => {
  it("that falls tells nothing of the time since the reading before", async () => {
    const rows = ["2026-06-14 10:00,5", "2026-06-14 11:00,7", "2026-06-14 12:00,1"];
    const { found, left } = await read([...rows, "2026-06-14 13:00,2"], LIFETIME);
    assert.deepEqual([found, left], [["14T10:00/60 2", "14T12:00/60 1"], ["4 counter_fell"]]);
  });

  it("is read from the newest line to the oldest in the same way", async () => {
    const rows = ["2026-06-14 13:00,2", "2026-06-14 12:00,1", "2026-06-14 11:00,7"];
    const { found, left } = await read([...rows, "2026-06-14 10:00,5"], LIFETIME);
    assert.deepEqual([found, left], [["14T10:00/60 2", "14T12:00/60 1"], ["4 counter_fell"]]);
  });

  it("has one longer period where readings are missing, of at most a day", async () => {
    const rows = ["2026-06-14 10:00,0", "2026-06-14 16:00,12", "2026-06-15 17:00,30"];
    const { found, left } = await read(rows, LIFETIME);
    assert.deepEqual([found, left], [["14T10:00/360 2"], ["4 not_covered"]]);
  });

  it("of the day may have begun anew over a midnight without readings", async () => {
    const night = ["2026-06-14 20:00,9", "2026-06-15 06:00,9", "2026-06-15 07:00,0"];
    const { found, left } = await read([...night, "2026-06-15 08:00,1"], DAY);
    assert.deepEqual(found, ["14T18:00/600 0", "15T05:00/60 1"]);
    assert.deepEqual(left, ["4 counter_fell"]);
    const later = await read(["2026-06-14 20:00,9", "2026-06-15 12:00,10"], DAY);
    assert.deepEqual(later, { found: [], left: ["3 not_covered"] });
  });

  it("of each inverter beside the others counts between readings of all", async () => {
    const rows = ["2026-06-14 10:00,5,50", "2026-06-14 11:00,6,", "2026-06-14 12:00,7,54"];
    const more = ["2026-06-14 13:00,1,", "2026-06-14 14:00,9,60", "2026-06-14 15:00,10,61"];
    const { found, left } = await read([...rows, ...more], { ...LIFETIME, value_columns: [1, 2] });
    assert.deepEqual(found, ["14T10:00/120 3", "14T14:00/60 2"]);
    assert.deepEqual(left, ["3 no_partner", "5 no_partner", "6 counter_fell"]);
  });
});

describe("powers of inverters below each other", () => {
  it("are added up by site where all of a site are there", async () => {
    const rows = ["10:00,2,A,roof", "10:15,3,A,roof", "10:00,4,A,barn"];
    const more = ["10:15,5,B,roof", "10:00,6,B,roof", "10:30,7,B,roof", "10:15,5,B,roof"];
    const lines = [...rows, ...more].map((row) => `2026-06-14 ${row}`);
    const { found, left } = await read(lines, { inverter_column: 2, site_column: 3 });
    assert.deepEqual(found, ["14T10:00/15 8", "14T10:00/15 4", "14T10:15/15 8"]);
    assert.deepEqual(left, ["7 no_partner"]);
  });
});

describe("states", () => {
  const rows = ["10:00,2", "10:10,5", "10:20,unavailable", "10:30,8", "10:45,0", "11:00,0"]
    .map((row) => `2026-06-14 ${row}`);
  const expected = ["14T10:00/15 3", "14T10:30/15 8", "14T10:45/15 0"];

  it("are means over time of periods that are wholly covered, in either order", async () => {
    const fields = { shape: "states", unit: "kW" } as const;
    const { found, left } = await read(rows, fields);
    assert.deepEqual([found, left], [expected, ["3 not_covered"]]);
    const newestFirst = await read(rows.toReversed(), fields);
    assert.deepEqual(newestFirst.found, expected);
  });

  it("of several inverters are added up as means", async () => {
    const both = ["A", "B"].flatMap((name) => rows.map((row) => `${row},${name}`));
    const { found } = await read(both, { shape: "states", unit: "kW", inverter_column: 2 });
    assert.deepEqual(found, ["14T10:00/15 6", "14T10:30/15 16", "14T10:45/15 0"]);
  });

  it("make no more periods than a file may have", async () => {
    const days = Array.from(
      { length: 26 },
      (_, i) => `2026-06-${String(i + 1).padStart(2, "0")} 00:00,5`,
    );
    const everySecond = { shape: "states", unit: "kW", step_minutes: 1 / 60 } as const;
    await assert.rejects(read(days, everySecond), {
      code: "invalid",
      message: /choose a longer step/,
    });
    assert.ok(!reading.safeParse({ ...PLAIN_READING, step_minutes: 1e-300 }).success);
    assert.ok(!reading.safeParse({ ...PLAIN_READING, value_columns: [1, 1] }).success);
  });

  it("end after a day in which nothing was heard", async () => {
    const { found } = await read(["2026-06-14 10:00,5", "2026-06-15 11:00,5"], { shape: "states" });
    assert.deepEqual(found, []);
  });
});
