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

/** Returns the changes that are marked: none where there are too many. */
export function markedRuns(forecast: readonly ForecastPeriod[]): number[] {
  const changes = runChanges(forecast);
  return changes.length > MOST_MARKS ? [] : changes;
}

/** Returns the path of short marks at the foot of the plot where the run changes. */
export function runMarks(
  forecast: readonly ForecastPeriod[],
  { x }: Pick<ChartScales, "x">,
): string {
  return markedRuns(forecast).map((ms) => `M${x(ms).toFixed(1)},${PLOT.height}v-8`).join("");
}
