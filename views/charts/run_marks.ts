import type { ForecastPeriod } from "../../domain/forecasts/day_periods.ts";
import { type ChartScales, PLOT } from "./scales.ts";

/** With more changes than this, marks would be a comb that says nothing. */
const MOST_MARKS = 24;

/** Returns the times from which on a line of forecasts is that of another run. */
export function runChanges(forecast: readonly ForecastPeriod[]): number[] {
  return forecast.flatMap(({ startMs, madeMs }, index) =>
    index > 0 && madeMs !== forecast[index - 1]!.madeMs ? [startMs] : []
  );
}

/** Returns the path of short marks at the foot of the plot where the run changes; none for many. */
export function runMarks(
  forecast: readonly ForecastPeriod[],
  { x }: Pick<ChartScales, "x">,
): string {
  const changes = runChanges(forecast);
  if (changes.length > MOST_MARKS) return "";
  return changes.map((ms) => `M${x(ms).toFixed(1)},${PLOT.height}v-8`).join("");
}
