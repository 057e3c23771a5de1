import type { Unit } from "../reading.ts";
import { candidatesOf, numberColumns } from "./candidates.ts";
import type { SeenColumn } from "./columns.ts";
import type { Seen } from "./seen.ts";
import { differences, numbersOf } from "./series.ts";
import { HOUR } from "../../time/time.ts";

/** A counter that is proved by the power beside it. */
export interface ProvedCounter {
  column: SeenColumn;
  kind: "day_counter" | "lifetime_counter";
  unit: Unit;
}

/**
 * Returns the counter of a table without a header: its differences are the energy of the power in
 * another column. Wh and W differ from kWh and kW by the size of the site, else by whole numbers.
 */
export function provedCounter(seen: Seen): ProvedCounter | null {
  const numbers = numberColumns(seen);
  for (const { column, kind } of candidatesOf(numbers, seen)) {
    if (kind !== "day_counter" && kind !== "lifetime_counter") continue;
    const power = numbers.find((other) => other !== column && isPowerOf(column, other, seen));
    if (power) return { column, kind, unit: unitOf(power, seen) };
  }
  return null;
}

/** Returns whether the differences of a counter are the energy of a power, in most lines that have some. */
function isPowerOf(counter: SeenColumn, power: SeenColumn, seen: Seen): boolean {
  const ratios = seen.series.flatMap((series) => {
    const hours = differences(series.startMs).map((ms) => ms / HOUR);
    const powers = numbersOf(series, power, seen.marks).slice(1);
    return differences(numbersOf(series, counter, seen.marks))
      .map((energy, i) => energy / hours[i]! / powers[i]!)
      .filter((ratio) => Number.isFinite(ratio) && ratio !== 0);
  }).sort((a, b) => a - b);
  const middle = ratios[Math.floor(ratios.length / 2)] ?? 0;
  return ratios.length >= 5 && middle > 0.7 && middle < 1.4;
}

function unitOf(power: SeenColumn, seen: Seen): Unit {
  const highest = Math.max(
    0,
    ...seen.series.flatMap((series) => numbersOf(series, power, seen.marks)).filter(
      Number.isFinite,
    ),
  );
  const capacity = seen.facts.site?.capacity_kw;
  if (capacity) return highest > capacity * 2 ? "Wh" : "kWh";
  return highest > 100 ? "Wh" : "kWh";
}
