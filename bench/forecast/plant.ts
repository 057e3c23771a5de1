/**
 * Reads the measurements of the plant, from the project's compact copy of 2021 or from an export of
 * the plant's portal, of any year. What is not a measurement is a gap, by these rules:
 *
 * - a stamp is local time (UTC+4) and ends ten minutes; those off the ten-minute grid, and dates that
 *   no calendar has, count for nothing; of rows with the same stamp the first with a possible energy
 *   counts;
 * - the power of ten minutes is their energy, 0 to 8.4 kWh (the inverters give 50 kW);
 * - after ten minutes without such an energy the counter may catch up, so the next one counts only if
 *   it is 0, or if its power is within 2 kW and a quarter of the sample at its end (where there is no
 *   sample, as in the copy, of the power of the ten minutes that follow);
 * - where no energy counts: the mean of the samples at start and end, 0 to 51 kW each; else there is
 *   none;
 * - a quarter hour needs two thirds of it (domain/forecasts/baseline/quarters.ts, for any site).
 *
 * A plant that stood still although the sun shone is measured all the same: it happens.
 */
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { isEnergy, readExport, TEN_MINUTES, type TenMinutes, ZONE } from "./plant_export.ts";

const TOLERANCE_KW = 2;
const TOLERANCE_SHARE = 0.25;

export interface Reading {
  /** Periods of ten minutes by time, gaps left out. */
  measured: PowerPeriod[];
  /** Rows of the file, and how many of them became periods, by source. */
  rows: number;
  fromEnergy: number;
  fromSamples: number;
}

/** Reads the copy or an export. Throws when the text is neither. */
export function readPlant(text: string): Reading {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (/^\d{4}-\d\d-\d\d,/.test(lines[0] ?? "")) return chooseSources(readCopy(lines));
  return chooseSources(readExport(lines));
}

function chooseSources({ rows, byEnd }: { rows: number; byEnd: Map<number, TenMinutes> }): Reading {
  const reading: Reading = { measured: [], rows, fromEnergy: 0, fromSamples: 0 };
  for (const end of [...byEnd.keys()].sort((a, b) => a - b)) {
    const { energyKwh, sampledKw } = byEnd.get(end)!;
    const counts = isEnergyOf(byEnd, end);
    const powerKw = counts ? energyKwh * 6 : sampledKw;
    if (Number.isNaN(powerKw)) continue;
    reading[counts ? "fromEnergy" : "fromSamples"]++;
    reading.measured.push({ startMs: end - TEN_MINUTES, endMs: end, powerKw });
  }
  return reading;
}

/** Returns true when the energy of ten minutes is possible, and was produced in them. */
function isEnergyOf(byEnd: Map<number, TenMinutes>, end: number): boolean {
  const { energyKwh, kwAtEnd } = byEnd.get(end)!;
  if (!isEnergy(energyKwh)) return false;
  if (energyKwh === 0 || isEnergy(byEnd.get(end - TEN_MINUTES)?.energyKwh ?? NaN)) return true;
  const after = byEnd.get(end + TEN_MINUTES);
  const expected = [kwAtEnd, (after?.energyKwh ?? NaN) * 6, after?.sampledKw ?? NaN]
    .find((kw) => !Number.isNaN(kw)) ?? NaN;
  return Math.abs(energyKwh * 6 - expected) <= TOLERANCE_KW + TOLERANCE_SHARE * expected;
}

function readCopy(days: string[]) {
  const byEnd = new Map<number, TenMinutes>();
  for (const line of days) {
    const [day = "", ...cells] = line.split(",");
    let end = Temporal.Instant.from(`${day}T00:00${ZONE}`).epochMilliseconds;
    for (const cell of cells) {
      const [value = "", count = "1"] = cell.split("*");
      for (let i = 0; i < Number(count); i++) byEnd.set(end += TEN_MINUTES, copied(value));
    }
  }
  return { rows: byEnd.size, byEnd };
}

function copied(value: string): TenMinutes {
  const nothing = { energyKwh: NaN, sampledKw: NaN, kwAtEnd: NaN };
  if (value === "") return nothing;
  if (value.endsWith("W")) return { ...nothing, sampledKw: Number(value.slice(0, -1)) / 1000 };
  return { ...nothing, energyKwh: Number(value) / 10 };
}
