import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { clock } from "../ui/time.tsx";
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

/** Shades the hours without sun. Pointing at them shows from when to when they last. */
export function Night({ day, scales: { x } }: { day: SiteDay; scales: ChartScales }) {
  return (
    <g class="night">
      {day.nights.map(({ startMs, endMs }) => (
        <rect
          x={x(startMs).toFixed(1)}
          width={(x(endMs) - x(startMs)).toFixed(1)}
          height={PLOT.height}
        >
          <title>
            {polarText(day) ?? `Night, ${clock(startMs, day.zone)} to ${clock(endMs, day.zone)}`}
          </title>
        </rect>
      ))}
    </g>
  );
}
