import { ticks } from "d3-array";
import { scaleLinear } from "d3-scale";
import { type ChartLine, extent } from "../../domain/loggers/chart_line.ts";
import type { ChartRange } from "../../domain/loggers/chart_range.ts";
import { variableLabel } from "../../domain/loggers/variable_label.ts";
import { Plot } from "../charts/plot.tsx";
import { type ChartScales, percent, PLOT, PLOT_HEIGHT, PLOT_TOP } from "../charts/scales.ts";
import { RangeAxis, RangeTicks, ValueAxis } from "./chart_axis.tsx";
import { readingsPath, spreadPath, stepsPath } from "./chart_paths.ts";
import { valueText } from "./value_text.ts";

/** A line with the number of its colour and dashes, from 1. */
export interface NumberedLine {
  number: number;
  line: ChartLine;
}

interface PanelProps {
  id: string;
  unit: string | null;
  lines: readonly NumberedLine[];
  range: ChartRange;
  /** Microseconds without a reading that interrupt a line. */
  gap: number;
  /** The time that is shown, in words. */
  title: string;
}

/** Draws the variables of one unit over the time of the chart. */
export function ChartPanel({ id, unit, lines, range, gap, title }: PanelProps) {
  const scales = panelScales(lines.map(({ line }) => line), range);
  return (
    <svg
      class="day-chart horizon-chart logger-chart"
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{lines.map(({ line }) => describe(line)).join(" ")}</desc>
      <ValueAxis scales={scales} unit={unit} />
      <Plot>
        <RangeTicks range={range} scales={scales} />
        {lines.map((line) => <Drawn {...line} scales={scales} gap={gap} />)}
      </Plot>
      <RangeAxis range={range} scales={scales} />
      <line class="cursor" y1={percent(PLOT_TOP)} y2={percent(PLOT_TOP + PLOT_HEIGHT)} />
    </svg>
  );
}

function Drawn({ number, line, scales, gap }: NumberedLine & { scales: ChartScales; gap: number }) {
  const { steps, readings } = line;
  const d = steps ? stepsPath(steps, scales) : readings ? readingsPath(readings, scales, gap) : "";
  return (
    <g class={`model model-${number}`}>
      {steps && <path class="spread" d={spreadPath(steps, scales)} />}
      <path d={d} vector-effect="non-scaling-stroke" />
    </g>
  );
}

/** Returns `Roof: between 0 W and 4200 W.` */
function describe(line: ChartLine): string {
  const found = extent([line]);
  const name = variableLabel(line.variable);
  if (!found) return `${name}: no values.`;
  const [low, high] = found.map((value) => valueText(value, line.variable.unit));
  return `${name}: between ${low} and ${high}.`;
}

/**
 * Returns scales from the lowest to the highest value, rounded; from 0 unless the values are so far
 * from it that their changes could not be seen.
 */
function panelScales(lines: readonly ChartLine[], range: ChartRange): ChartScales {
  const [low, high] = extent(lines) ?? [0, 1];
  const spread = high - low || Math.abs(high) || 1;
  const from = low > 0 && low < 2 * spread ? 0 : low;
  const to = high < 0 && -high < 2 * spread ? 0 : high;
  const [bottom, top] = from < to
    ? [from, to]
    : from === 0
    ? [0, 1]
    : [from - spread / 2, to + spread / 2];
  const y = scaleLinear().domain([bottom, top]).nice(4).range([PLOT.height, 0]);
  const [first, last] = y.domain() as [number, number];
  return {
    x: scaleLinear().domain([range.startMs, range.endMs]).range([0, PLOT.width]),
    y,
    grid: ticks(first, last, 4),
    digits: 1,
  };
}
