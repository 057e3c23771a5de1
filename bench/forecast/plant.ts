/**
 * Reads the measurements of the plant, from the project's compact copy of 2021 or from an export of
 * the plant's portal, of any year. What is not a measurement is a gap, by these rules:
 *
 * - a stamp is local time (UTC+4) and ends ten minutes; those off the ten-minute grid count for
 *   nothing;
 * - the power of ten minutes is their energy, 0 to 8.4 kWh (the inverters give 50 kW); where it is
 *   missing or something else, as when the counter catches up after a failure: the mean of the
 *   samples at its start and end, 0 to 51 kW each; else there is none;
 * - a quarter hour needs two thirds of it (domain/baseline/quarters.ts, for any site).
 *
 * A plant that stood still although the sun shone is measured all the same: it happens.
 */
import type { Measured } from "../../domain/baseline/quarters.ts";
import { MINUTE } from "../../domain/time.ts";

const TEN_MINUTES = 10 * MINUTE;
const ZONE = "+04:00";
const HIGHEST_ENERGY_KWH = 8.4;
const HIGHEST_POWER_W = 51_000;

/** Periods of ten minutes by time, gaps left out. Throws when the text is neither of the two. */
export function readPlant(text: string): Measured[] {
  if (text.startsWith("#")) return readCopy(text);
  const lines = text.replace("\uFEFF", "").split(/\r?\n/);
  if (lines[0] !== "date;produced_energy_kWh;pv_power_W") {
    throw new Error(
      "The file is no export of the plant's portal: its first line names other columns.",
    );
  }
  return readExport(lines.slice(1));
}

function readCopy(text: string): Measured[] {
  const days = text.trimEnd().split(/\r?\n/).filter((line) => !line.startsWith("#"));
  return days.flatMap((line) => {
    const [day = "", ...cells] = line.split(",");
    const midnight = Temporal.Instant.from(`${day}T00:00${ZONE}`).epochMilliseconds;
    const powers = cells.flatMap((cell) => {
      const [value = "", count = "1"] = cell.split("*");
      return new Array<number>(Number(count)).fill(copiedPower(value));
    });
    return powers.flatMap((kw, i) => period(midnight + i * TEN_MINUTES, kw));
  });
}

function copiedPower(value: string): number {
  if (value === "") return NaN;
  return value.endsWith("W") ? Number(value.slice(0, -1)) / 1000 : Number(value) * 6 / 10;
}

interface Row {
  energyKwh: number;
  powerW: number;
}

function readExport(lines: string[]): Measured[] {
  const rows = new Map<number, Row>();
  for (const line of lines) {
    const [stamp = "", energy, power] = line.split(";");
    const time = stampMs(stamp);
    if (time !== undefined) {
      rows.set(time, { energyKwh: numberOf(energy), powerW: numberOf(power) });
    }
  }
  const ends = [...rows.keys()].sort((a, b) => a - b);
  return ends.flatMap((end) => {
    const start = end - TEN_MINUTES;
    return period(start, powerKw(rows.get(start), rows.get(end)!));
  });
}

function stampMs(stamp: string): number | undefined {
  const [, day, month, year, time] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d)$/.exec(stamp) ?? [];
  if (!time) return undefined;
  const { epochMilliseconds } = Temporal.Instant.from(`${year}-${month}-${day}T${time}${ZONE}`);
  return epochMilliseconds % TEN_MINUTES === 0 ? epochMilliseconds : undefined;
}

const numberOf = (text: string | undefined) => text ? Number(text) : NaN;
const isWithin = (value: number, highest: number) => value >= 0 && value <= highest;

function powerKw(atStart: Row | undefined, atEnd: Row): number {
  if (isWithin(atEnd.energyKwh, HIGHEST_ENERGY_KWH)) return atEnd.energyKwh * 6;
  const samples = [atStart?.powerW ?? NaN, atEnd.powerW];
  if (!samples.every((watts) => isWithin(watts, HIGHEST_POWER_W))) return NaN;
  return (samples[0]! + samples[1]!) / 2 / 1000;
}

function period(startMs: number, powerKw: number): Measured[] {
  return Number.isNaN(powerKw) ? [] : [{ startMs, endMs: startMs + TEN_MINUTES, powerKw }];
}
