import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { decodeText } from "../../../domain/imports/read/decode.ts";
import { readFile } from "../../../domain/imports/read/read_file.ts";
import { unpack } from "../../../domain/imports/read/unpack.ts";
import type { LeftOutLine, ReadPeriod } from "../../../domain/imports/read_rows.ts";
import { utcText } from "../../../domain/time/time.ts";
import { PLAIN_READING, sampleFile } from "../../support/import_samples.ts";

const CAPACITY_KW = 49.14;
const READING = {
  ...PLAIN_READING,
  delimiter: ";" as const,
  time: { columns: [0], form: "dmy" as const },
  zone: "Indian/Reunion",
  label: "end" as const,
  step_minutes: 10,
  shape: "energy" as const,
  unit: "kWh" as const,
};

/** Reads the packed file as an import does. */
async function imported() {
  const packed = new Blob([sampleFile("enerpos_2021.csv.gz")]).stream();
  const text = decodeText(unpack(packed, { mostBytes: 2e6 }), "utf-8");
  const periods: ReadPeriod[] = [];
  const leftOut: LeftOutLine[] = [];
  for await (const piece of readFile(text, READING, { capacityOf: () => CAPACITY_KW })) {
    periods.push(...piece.periods);
    leftOut.push(...piece.leftOut);
  }
  return { periods, leftOut };
}

/** What the same file means, computed line by line. */
async function computed() {
  const packed = new Blob([sampleFile("enerpos_2021.csv.gz")]).stream();
  const text = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text();
  const rows: string[] = [];
  const left: Record<string, number[]> = { off_grid: [], empty: [], impossible: [] };
  for (const [i, line] of text.trim().split(/\r?\n/).entries()) {
    if (i === 0) continue;
    const [day, month, year, hour, minute, energy] = line.split(/[/ :;]/);
    const end = Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:00+04:00`);
    const kw = Number(energy) * 6;
    if (Number(minute) % 10 !== 0) left.off_grid!.push(i + 1);
    else if (energy === "") left.empty!.push(i + 1);
    else if (kw > 1.1 * CAPACITY_KW) left.impossible!.push(i + 1);
    else rows.push(`${end.subtract({ minutes: 10 })} ${end} ${kw.toFixed(4)}`);
  }
  return { rows, left };
}

describe("a year of a real plant", () => {
  it("is the energy of the ten minutes that end at each stamp, without what cannot be", async () => {
    const [{ periods, leftOut }, { rows, left }] = await Promise.all([imported(), computed()]);
    const found = periods.map(({ startMs, endMs, powerKw }) =>
      `${utcText(startMs)} ${utcText(endMs)} ${powerKw.toFixed(4)}`
    );
    assert.deepEqual(found, rows);
    const lines = (reason: string) =>
      leftOut.filter((line) => line.reason === reason).map(({ line }) => line)
        .sort((a, b) => a - b);
    for (const reason of Object.keys(left)) assert.deepEqual(lines(reason), left[reason], reason);
    assert.equal(leftOut.length, Object.values(left).flat().length);
    assert.deepEqual([left.off_grid!.length, left.impossible!.length], [20, 12]);
    const example = leftOut.find(({ reason }) => reason === "impossible")!;
    assert.deepEqual(example.cells, ["12/03/2021 12:00", "9016.3"]);
  });
});
