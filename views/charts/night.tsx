import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { type ChartScales, PLOT } from "./scales.ts";

/**
 * Returns the sentence for a PV site's day on which the sun does not rise, or not set; undefined on
 * other days. The place must be known: without it there are no nights either.
 */
export function polarText({ startMs, endMs, nights }: SiteDay): string | undefined {
  if (nights.length === 0) return "Polar day: the sun does not set.";
  const [first] = nights;
  return first!.startMs <= startMs && first!.endMs >= endMs
    ? "Polar night: the sun does not rise."
    : undefined;
}

/** Shades the hours without sun. */
export function Night({ day, scales: { x } }: { day: SiteDay; scales: ChartScales }) {
  if (day.nights.length === 0) return null;
  const d = day.nights.map(({ startMs, endMs }) =>
    `M${x(startMs).toFixed(1)},0H${x(endMs).toFixed(1)}V${PLOT.height}H${x(startMs).toFixed(1)}Z`
  ).join("");
  return <path class="night" d={d} />;
}
