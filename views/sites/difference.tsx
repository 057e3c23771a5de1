import type { DayRow } from "../../domain/forecasts/day_table.ts";
import { forecastDifference } from "../../domain/forecasts/forecast_difference.ts";
import { energy, power } from "../ui/numbers.ts";

interface DifferenceProps {
  rows: readonly DayRow[];
  /** What the forecast, and the one that it is compared with, are called. */
  names: { forecast: string; compared: string };
}

/** Says how the two forecasts on the chart differ, and how far each was from what was measured. */
export function Difference({ rows, names }: DifferenceProps) {
  const text = differenceText(rows, names);
  return text === null ? null : <p class="difference">{text}</p>;
}

/** Returns the same as plain text; null where there are no two forecasts of any time. */
export function differenceText(
  rows: readonly DayRow[],
  { forecast, compared }: DifferenceProps["names"],
): string | null {
  const found = forecastDifference(rows);
  if (!found) return null;
  const { ownKwh, comparedKwh, apartKw, errors } = found;
  const among = [ownKwh, comparedKwh, ownKwh - comparedKwh];
  const [own, other] = [energy(ownKwh, among), energy(comparedKwh, among)];
  const apart = power(apartKw);
  const energies = `${forecast} ${own} and ${compared} ${other} over the time of both: ` +
    `${moreOrLess(ownKwh - comparedKwh, among)}, ${apart} apart on average.`;
  if (!errors) return energies;
  const kws = [errors.ownKw, errors.comparedKw];
  return `${energies} From what was measured, ${forecast} was ${power(errors.ownKw, kws)} off on ` +
    `average, ${compared} ${power(errors.comparedKw, kws)}.`;
}

function moreOrLess(kwh: number, among: number[]): string {
  if (kwh === 0) return "as much";
  return `${energy(Math.abs(kwh), among)} ${kwh > 0 ? "more" : "less"}`;
}
