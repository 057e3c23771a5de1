import { max } from "d3-array";
import type { ForecastPeriod } from "../../domain/forecasts/day_periods.ts";
import { isBanded, stepBand } from "./line.ts";
import { type ChartScales, leftOf, PLOT, topOf } from "./scales.ts";

interface BandProps {
  forecast: readonly ForecastPeriod[];
  scales: ChartScales;
}

/** Draws the band from P10 to P90, in which eight of ten outcomes are expected. */
export function Band({ forecast, scales }: BandProps) {
  const d = stepBand(forecast, scales);
  return d === "" ? null : <path class="band" d={d} vector-effect="non-scaling-stroke" />;
}

/** Labels the band beside its falling flank, where the curve of a day leaves room. */
export function BandLabel({ forecast, scales }: BandProps) {
  const banded = forecast.filter(isBanded);
  const highest = max(banded, ({ p90Kw }) => p90Kw) ?? 0;
  const flank = banded.findLast(({ p90Kw }) => p90Kw >= 0.6 * highest);
  if (!flank || highest === 0) return null;
  const atEdge = scales.x(flank.endMs) > 0.85 * PLOT.width;
  return (
    <text
      class="band-label"
      x={atEdge ? "100%" : leftOf(flank.endMs, scales)}
      y={topOf(flank.p90Kw, scales)}
      dx={atEdge ? -4 : 2}
      dy={-6}
      text-anchor={atEdge ? "end" : "start"}
    >
      P10–P90
    </text>
  );
}
