/** The figures of many days. */
import { type ComparedDays, comparedDays } from "../../domain/forecasts/energy/compared_days.ts";
import {
  type CoveredEnergy,
  type DayTally,
  energyOfDays,
} from "../../domain/forecasts/energy/energy_days.ts";
import { isCovered } from "../../domain/forecasts/energy/forecast_energy.ts";
import { counted } from "../../domain/plural.ts";
import { energy, percentage } from "../ui/numbers.ts";
import type { Figure } from "./figures.tsx";

/** Returns what was produced and what was forecast of some days in a row. */
export function energyFigures(tallies: readonly DayTally[], today: Temporal.PlainDate): Figure[] {
  const { last, measured, dayAhead, newest } = energyOfDays(tallies);
  const goesOn = Temporal.PlainDate.compare(last, today) >= 0;
  return [
    {
      label: "Produced",
      ...total(measured, goesOn ? "measured so far" : "measured"),
    },
    {
      label: "Day ahead",
      ...total(dayAhead, "", difference(comparedDays(tallies, "dayAhead"))),
    },
    {
      label: "Newest",
      ...total(newest, "", difference(comparedDays(tallies, "newest"))),
    },
  ];
}

/** Makes a total with its share; without a figure where less than 90 % of the daylight is covered. */
function total(
  { kwh, covered }: CoveredEnergy,
  verb: string,
  difference: string | null = null,
): Omit<Figure, "label"> {
  if (kwh === null) return { value: null, lines: ["nothing is known", difference] };
  const share = `${percentage(covered)} of daylight ${verb}`.trim();
  return isCovered(covered)
    ? { value: energy(kwh), lines: [covered < 1 ? share : verb, difference] }
    : { value: null, lines: [`${energy(kwh)} for ${share}`, difference] };
}

/** Says how far forecasts were from what was produced on the same days. */
function difference(compared: ComparedDays | undefined): string | null {
  if (!compared) return null;
  const { days, forecastKwh, measuredKwh } = compared;
  const apart = forecastKwh - measuredKwh;
  const words = apart < 0 ? "less" : "more";
  return `${energy(Math.abs(apart))} ${words} than measured, on ${counted(days, "day")}`;
}
