import { HOUR, MINUTE } from "../../time/time.ts";
import type { ForecastReading } from "../reading.ts";
import type { SeenColumn } from "../recognise/columns.ts";
import { hasWord, plainName } from "../recognise/names.ts";
import { parseNumber } from "../read/number.ts";
import { orderOf, type Sight } from "../recognise/see.ts";
import { clockMsOf, commonest } from "../recognise/series.ts";
import { periodTexts } from "../recognise/time_columns.ts";

/** What horizons are counted in, and whether the file shows it. */
export interface HorizonUnit {
  unit: ForecastReading["horizon_unit"];
  isSure: boolean;
}

const MINUTES = "min|mins|minutes|minuten|minutos|minuti";
const HOURS = "h$|hr$|hrs$|hour|hours|*stunden|heures|horas|ore$|uren";

/** Returns the unit of horizons: of the header, else as times of runs and starts lie apart. */
export function horizonUnit(
  column: SeenColumn | null,
  run: readonly SeenColumn[],
  sight: Sight,
): HorizonUnit {
  if (!column) return { unit: "minutes", isSure: true };
  const guessed = guessedUnit(column);
  if (guessed.isSure) return guessed;
  const factor = commonest(msOfOne(column, run, sight))?.value;
  if (factor === MINUTE) return { unit: "minutes", isSure: true };
  if (factor === HOUR) return { unit: "hours", isSure: true };
  return guessed;
}

/** Hours of the longest forecasts: larger numbers are minutes. */
const MOST_HOURS = 400;

/** Returns the unit that the name of a column says, else what its numbers are like. */
export function guessedUnit({ name, filled }: SeenColumn): HorizonUnit {
  const plain = plainName(name);
  if (hasWord(plain, MINUTES)) return { unit: "minutes", isSure: true };
  if (hasWord(plain, HOURS)) return { unit: "hours", isSure: true };
  const isSmall = filled.every((cell) => Number(cell.replace(",", ".")) <= MOST_HOURS);
  return { unit: isSmall ? "hours" : "minutes", isSure: false };
}

/** Returns how long one of the horizon's unit is by the first lines, in milliseconds. */
function msOfOne(column: SeenColumn, run: readonly SeenColumn[], { seen, order, marks }: Sight) {
  const { times, table } = seen;
  if (run.length === 0 || times.time[0] === run[0]) return [];
  const rows = table.segments[0]?.slice(0, 200) ?? [];
  const { form } = orderOf(table, { time: [...run], end: null }, seen.siteZone);
  const starts = periodTexts(rows, times).starts.map((text) => clockMsOf(text, order.form));
  const made = periodTexts(rows, { time: run }).starts.map((text) => clockMsOf(text, form));
  return rows.flatMap((row, i) => {
    const horizon = parseNumber(row[column.index] ?? "", marks);
    if (typeof horizon !== "number" || horizon === 0) return [];
    const ms = (starts[i]! - made[i]!) / horizon;
    return Number.isFinite(ms) ? [Math.round(ms)] : [];
  });
}
