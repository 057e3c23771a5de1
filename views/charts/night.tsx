import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { clock } from "../ui/time.tsx";
import { type ChartScales, PLOT } from "./scales.ts";

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
          <title>{`Night, ${clock(startMs, day.zone)} to ${clock(endMs, day.zone)}`}</title>
        </rect>
      ))}
    </g>
  );
}
