import { max } from "d3-array";
import { line } from "d3-shape";
import type { RollingEfficiency } from "../../domain/charging/energy_sums.ts";
import { Grid, gridOf, PLOT } from "./columns.tsx";

/** Draws the efficiency of sessions in their order: a dot for each, a line for the mean of ten. */
export function EfficiencyLine(
  { points, unit }: { points: readonly RollingEfficiency[]; unit: string },
) {
  const highest = max(points, ({ efficiency, rolling }) => Math.max(efficiency, rolling)) || 1;
  const grid = gridOf(highest);
  const x = (index: number) => at((index + 0.5) / points.length * PLOT.width);
  const y = (value: number) => at(PLOT.height * (1 - value / grid.at(-1)!));
  const path = line<RollingEfficiency>()
    .x((_, index) => x(index)).y(({ rolling }) => y(rolling)).digits(1);
  return (
    <svg class="energy-chart" role="img" aria-labelledby="line-title line-description">
      <title id="line-title">Efficiency by session</title>
      <desc id="line-description">
        {`The newest ${points.length} sessions in their order; a mean of up to ten reaches from ${
          bounds(points)
        } ${unit}.`}
      </desc>
      <Grid grid={grid} unit={unit} />
      <svg
        y={`${PLOT.top}%`}
        width="100%"
        height={`${PLOT.share}%`}
        viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
        preserveAspectRatio="none"
      >
        <path
          class="each"
          d={points.map(({ efficiency }, index) => `M${x(index)},${y(efficiency)}h0`).join("")}
        />
        <path class="rolling" d={path(points) ?? ""} />
      </svg>
    </svg>
  );
}

function bounds(points: readonly RollingEfficiency[]): string {
  const means = points.map(({ rolling }) => rolling);
  return [Math.min(...means), Math.max(...means)].map((value) => value.toFixed(2)).join(" to ");
}

const at = (value: number) => Number(value.toFixed(1));
