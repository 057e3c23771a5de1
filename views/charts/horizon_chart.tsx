import { line } from "d3-shape";
import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { HORIZONS } from "../../domain/accuracy/accuracy.ts";
import { PowerAxis } from "./axis.tsx";
import { Plot } from "./plot.tsx";
import { type ChartScales, leftOf, percent, PLOT, PLOT_HEIGHT, PLOT_TOP, topOf } from "./scales.ts";

export interface HorizonLine {
  label: string;
  isBaseline: boolean;
  /** Mean absolute error at each horizon that the model has. */
  points: { horizonHours: number; kw: number }[];
}

interface HorizonChartProps {
  lines: HorizonLine[];
  /** The chart in words, for people who cannot see it. */
  description: string;
}

/** How many models have a colour and a dash pattern, besides the baseline. */
export const MOST_LINES = 4;

/** Draws the error by horizon, one line per model; the axis is true to scale. */
export function HorizonChart({ lines, description }: HorizonChartProps) {
  const scales = scalesOf(lines);
  return (
    <svg
      class="day-chart horizon-chart"
      role="img"
      aria-labelledby="horizon-title horizon-description"
    >
      <title id="horizon-title">Mean absolute error by how far ahead a forecast was made</title>
      <desc id="horizon-description">{description}</desc>
      <PowerAxis scales={scales} />
      <HorizonAxis scales={scales} />
      {lines.map((line, index) => <ErrorLine line={line} index={index} scales={scales} />)}
      <Labels lines={lines} scales={scales} />
    </svg>
  );
}

/** Room in hours before the first horizon, and after the last for the names of lines. */
const ROOM = { before: 1.5, names: 17 };
/** Horizons that are written at the axis: those between would overlap on a phone. */
const WRITTEN = [0, 6, 12, 24, 36, 48];

/** Returns scales whose x counts hours. */
function scalesOf(lines: HorizonLine[]): ChartScales {
  const highest = max(lines.flatMap(({ points }) => points), ({ kw }) => kw) || 1;
  const y = scaleLinear().domain([0, highest]).nice(4).range([PLOT.height, 0]);
  return {
    x: scaleLinear().domain([-ROOM.before, LAST + ROOM.names]).range([0, PLOT.width]),
    y,
    grid: y.ticks(4),
    digits: 1,
  };
}

const LAST = HORIZONS.at(-1)!.hours;

const classOf = ({ isBaseline }: HorizonLine, index: number) =>
  isBaseline ? "model guess" : `model model-${index + 1}`;

function HorizonAxis({ scales }: { scales: ChartScales }) {
  const bottom = percent(PLOT_TOP + PLOT_HEIGHT);
  return (
    <g class="time-axis">
      {WRITTEN.map((hours) => (
        <text x={leftOf(hours, scales)} y={bottom} dy="18" text-anchor="middle">{hours}</text>
      ))}
      <text
        class="zone"
        x={leftOf(LAST / 2, scales)}
        y={bottom}
        dy="38"
        text-anchor="middle"
      >
        hours ahead
      </text>
    </g>
  );
}

interface ErrorLineProps {
  line: HorizonLine;
  index: number;
  scales: ChartScales;
}

/** Draws a line with a mark at each horizon, and a gap at horizons without pairs. */
function ErrorLine({ line: drawn, index, scales }: ErrorLineProps) {
  const draw = line<HorizonLine["points"][number] | undefined>()
    .defined((point) => point !== undefined)
    .x((_, place) => scales.x(HORIZONS[place]!.hours)).y((point) => scales.y(point!.kw)).digits(1);
  const d = draw(
    HORIZONS.map(({ hours }) => drawn.points.find(({ horizonHours }) => horizonHours === hours)),
  );
  return (
    <g class={classOf(drawn, index)}>
      <Plot>{d && <path d={d} vector-effect="non-scaling-stroke" />}</Plot>
      {drawn.points.map(({ horizonHours, kw }) => (
        <circle cx={leftOf(horizonHours, scales)} cy={topOf(kw, scales)} r="3" />
      ))}
    </g>
  );
}

/** Height of a line of text, and place of the lowest, in per cent of the height of the chart. */
const TEXT_HEIGHT = 6;
const LOWEST = 92;

/** Writes the name of each line beside its last mark, moved apart where names would overlap. */
function Labels({ lines, scales }: { lines: HorizonLine[]; scales: ChartScales }) {
  const ends = lines.flatMap((line, index) => {
    const last = line.points.at(-1);
    return last ? [{ line, index, last, top: parseFloat(topOf(last.kw, scales)) }] : [];
  }).sort((a, b) => a.top - b.top);
  let above = -Infinity;
  return (
    <>
      {ends.map(({ line, index, last, top }, place) => {
        const lowest = LOWEST - TEXT_HEIGHT * (ends.length - 1 - place);
        above = Math.min(Math.max(top, above + TEXT_HEIGHT), lowest);
        return (
          <text
            class={`label ${classOf(line, index)}`}
            x={leftOf(last.horizonHours, scales)}
            y={percent(above)}
            dx="8"
            dy="4"
          >
            {shortened(line.label)}
          </text>
        );
      })}
    </>
  );
}

const MOST_LETTERS = 12;

/** Shortens a long name to both its ends, as either may distinguish it. Tables show it in full. */
function shortened(name: string): string {
  return name.length <= MOST_LETTERS ? name : `${name.slice(0, 5)}…${name.slice(-6)}`;
}
