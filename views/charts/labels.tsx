import { type LabelPlace, labelPlaces, type NamedLine, type PlotSize } from "./label_places.ts";
import { type DayChartProps, namesOf, periodsOf } from "./day_chart_props.ts";
import { percent, PLOT, PLOT_HEIGHT, PLOT_TOP } from "./scales.ts";

/** The plot on wide and on narrow screens; the style sheet changes over at 46rem. */
export const SIZES: Record<"wide" | "narrow", PlotSize> = {
  wide: { narrowest: 620, widest: 1180, height: 274 },
  narrow: { narrowest: 244, widest: 660, height: 205 },
};

/** Writes the names of lines beside them: one set for wide screens, and one for narrow ones. */
export function Labels(props: DayChartProps) {
  const lines = namedLines(props);
  return (
    <>
      {Object.entries(props.sizes ?? SIZES).map(([width, size]) => (
        <g class={`labels ${width}`}>
          {labelPlaces(lines, props.scales, size).map((place) => <Label {...place} />)}
        </g>
      ))}
    </>
  );
}

/** The order in which lines get the best places. */
const ORDER = ["actual", "forecast", "compared", "band", "baseline", "clear-sky"] as const;

/** Returns the lines of a chart that are not switched off, with their names. */
export function namedLines(props: DayChartProps): NamedLine[] {
  const { hidden = [] } = props;
  const [names, periods] = [namesOf(props.names), periodsOf(props)];
  return ORDER.filter((line) => periods[line].length > 0 && !hidden.includes(line))
    .map((line) => ({ key: line, name: names[line], periods: periods[line] }));
}

const ANCHORS = {
  right: { dx: "6", dy: "4", "text-anchor": "start" },
  left: { dx: "-6", dy: "4", "text-anchor": "end" },
  above: { dx: "0", dy: "-9", "text-anchor": "middle" },
  below: { dx: "0", dy: "17", "text-anchor": "middle" },
} as const;

function Label({ key, name, x, y, side }: LabelPlace) {
  return (
    <text
      class={`label ${key}`}
      x={percent(x / PLOT.width * 100)}
      y={percent(PLOT_TOP + y / PLOT.height * PLOT_HEIGHT)}
      {...ANCHORS[side]}
    >
      {name}
    </text>
  );
}
