/** Reads an export of the plant's portal, by the rules that plant.ts describes. */
import { MINUTE } from "../../domain/time/time.ts";

export const TEN_MINUTES = 10 * MINUTE;
export const ZONE = "+04:00";
const COLUMNS = "date;produced_energy_kWh;pv_power_W";
const HIGHEST_ENERGY_KWH = 8.4;
const HIGHEST_POWER_W = 51_000;
const STAMP = /^(0[1-9]|[12]\d|3[01])\/(0[1-9]|1[0-2])\/(\d{4}) ([01]\d|2[0-4]):([0-5]\d)(?::00)?$/;

/** Energy and power of ten minutes; NaN is a gap. */
export interface TenMinutes {
  energyKwh: number;
  /** Mean of the samples at both ends. */
  sampledKw: number;
  kwAtEnd: number;
}

export const isEnergy = (kwh: number) => kwh >= 0 && kwh <= HIGHEST_ENERGY_KWH;

interface Row {
  energyKwh: number;
  powerW: number;
}

/** Returns periods of ten minutes by their end, and the number of rows. Throws at other columns. */
export function readExport([columns = "", ...lines]: string[]) {
  if (cellsOf(columns).slice(0, 3).join(";") !== COLUMNS) {
    throw new Error(
      "The file is no export of the plant's portal: its first line names other columns.",
    );
  }
  const rows = new Map<number, Row>();
  for (const line of lines) {
    const [stamp = "", energy = "", power = ""] = cellsOf(line);
    const end = stampMs(stamp);
    const row = { energyKwh: numberOf(energy), powerW: numberOf(power) };
    if (end !== undefined && isBetter(row, rows.get(end))) rows.set(end, row);
  }
  const byEnd = new Map(
    [...rows].map(([end, row]) => [end, tenMinutes(rows.get(end - TEN_MINUTES), row)]),
  );
  return { rows: lines.length, byEnd };
}

const cellsOf = (line: string) =>
  line.split(";").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").trim());

const numberOf = (text: string) => text === "" ? NaN : Number(text.replace(",", "."));
const isSample = (watts: number) => watts >= 0 && watts <= HIGHEST_POWER_W;

function isBetter(row: Row, there: Row | undefined): boolean {
  if (!there) return true;
  if (isEnergy(there.energyKwh)) return false;
  return isEnergy(row.energyKwh) || !isSample(there.powerW);
}

/** Returns milliseconds; undefined off the ten-minute grid, or for a day that does not exist. */
function stampMs(stamp: string): number | undefined {
  const [day, month, year, hour, minute] = (STAMP.exec(stamp)?.slice(1) ?? []).map(Number);
  if (day === undefined || (hour === 24 && minute! > 0)) return undefined;
  const date = Temporal.PlainDate.from({ year: year!, month: month!, day });
  const ms = date.toZonedDateTime(ZONE).epochMilliseconds + (hour! * 60 + minute!) * MINUTE;
  return date.day === day && ms % TEN_MINUTES === 0 ? ms : undefined;
}

function tenMinutes(atStart: Row | undefined, { energyKwh, powerW }: Row): TenMinutes {
  const kw = (watts = NaN) => isSample(watts) ? watts / 1000 : NaN;
  return { energyKwh, sampledKw: (kw(atStart?.powerW) + kw(powerW)) / 2, kwAtEnd: kw(powerW) };
}
