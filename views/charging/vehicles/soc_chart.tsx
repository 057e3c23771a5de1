import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { HOUR } from "../../../domain/time/time.ts";
import { Plot } from "../../charts/plot.tsx";
import {
  type ChartScales,
  leftOf,
  percent,
  PLOT,
  PLOT_HEIGHT,
  PLOT_TOP,
  topOf,
} from "../../charts/scales.ts";
import { clock, zoneName } from "../../ui/time.tsx";

/** A state of charge in %. */
export interface ChargePoint {
  ms: number;
  soc: number;
}

export interface ShownDay {
  zone: string;
  startMs: number;
  endMs: number;
}

/** Draws the state of charge of a vehicle over a day, as straight lines between what was measured. */
export function ChargeChart({ points, day }: { points: ChargePoint[]; day: ShownDay }) {
  const scales: ChartScales = {
    x: scaleLinear().domain([day.startMs, day.endMs]).range([0, PLOT.width]),
    y: scaleLinear().domain([0, 100]).range([PLOT.height, 0]),
    grid: [0, 25, 50, 75, 100],
    digits: 1,
  };
  const draw = line<ChargePoint>().x(({ ms }) => scales.x(ms)).y(({ soc }) => scales.y(soc));
  const socs = points.map(({ soc }) => soc);
  const description = `Between ${Math.min(...socs)} and ${Math.max(...socs)} %, last ${
    points.at(-1)!.soc
  } % at ${clock(points.at(-1)!.ms, day.zone)}.`;
  return (
    <svg
      class="day-chart horizon-chart charge-chart"
      role="img"
      aria-labelledby="charge-title charge-description"
    >
      <title id="charge-title">State of charge over the day</title>
      <desc id="charge-description">{description}</desc>
      <g class="power-axis">
        {scales.grid.map((soc) => (
          <>
            <line
              class={soc === 0 ? "zero" : "grid"}
              x2="100%"
              y1={topOf(soc, scales)}
              y2={topOf(soc, scales)}
            />
            <text x="-8" y={topOf(soc, scales)} dy="4" text-anchor="end">{soc}</text>
          </>
        ))}
        <text x="-8" y={topOf(100, scales)} dy="-12" text-anchor="end">%</text>
      </g>
      <Hours day={day} scales={scales} />
      <g class="model model-1">
        <Plot>
          <path d={draw.digits(1)(points) ?? ""} vector-effect="non-scaling-stroke" />
        </Plot>
        {points.map(({ ms, soc }) => (
          <circle cx={leftOf(ms, scales)} cy={topOf(soc, scales)} r="3" />
        ))}
      </g>
    </svg>
  );
}

/** Writes every sixth hour since the day began, by the clock of the zone, which is named below. */
function Hours({ day, scales }: { day: ShownDay; scales: ChartScales }) {
  const { startMs, endMs, zone } = day;
  const bottom = percent(PLOT_TOP + PLOT_HEIGHT);
  const marks = [0, 6, 12, 18].map((hours) => startMs + hours * HOUR).concat(endMs);
  return (
    <g class="time-axis">
      {marks.map((ms, index) => (
        <text
          x={leftOf(ms, scales)}
          y={bottom}
          dy="18"
          text-anchor={index === 0 ? "start" : ms === endMs ? "end" : "middle"}
        >
          {ms === endMs ? "24:00" : clock(ms, zone)}
        </text>
      ))}
      <text class="zone" x="50%" y={bottom} dy="38" text-anchor="middle">
        {zoneName(zone, startMs, endMs)}
      </text>
    </g>
  );
}
