import { keptForSame } from "../../domain/kept.ts";
import { type LabelPlace, labelPlaces, type NamedLine, type PlotSize } from "./label_places.ts";
import { type DayChartProps, namesOf, periodsOf } from "./day_chart_props.ts";
import { percent, PLOT, PLOT_HEIGHT, PLOT_TOP } from "./scales.ts";

/** The plot on wide and on narrow screens; the style sheet changes over at 46rem. */
export const SIZES: Record<"wide" | "narrow", PlotSize> = {
  wide: { narrowest: 620, widest: 1180, height: 274 },
  narrow: { narrowest: 244, widest: 660, height: 205 },
};

const placed = keptForSame<[width: string, places: LabelPlace[]][]>();

/** Returns the places of names, by size: found once while the values of a day stay the same. */
function placesOf(props: DayChartProps) {
  const { day, scales, clearSky, hidden, names, sizes = SIZES } = props;
  const lines = [day.generation, day.forecast, day.compared, day.baseline, clearSky] as const;
  const frame = [day.startMs, day.endMs, scales.grid.at(-1), sizes];
  const choice = JSON.stringify([hidden, names]);
  return placed([...lines, ...frame, choice], () => {
    const named = namedLines(props);
    return Object.entries(sizes).map(([width, size]) => [width, labelPlaces(named, scales, size)]);
  });
}

/** Writes the names of lines beside them: one set for wide screens, and one for narrow ones. */
export function Labels(props: DayChartProps) {
  return (
    <>
      {placesOf(props).map(([width, places]) => (
        <g class={`labels ${width}`}>{places.map((place) => <Label {...place} />)}</g>
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
