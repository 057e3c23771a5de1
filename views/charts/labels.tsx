import type { PowerPeriod } from "../../domain/generation/energy.ts";
import type { ChartLine } from "../../domain/forecasts/chart_lines.ts";
import { isBanded } from "./line.ts";
import { type LabelPlace, labelPlaces, type NamedLine, type PlotSize } from "./label_places.ts";
import { type DayChartProps, NAMES } from "./day_chart_props.ts";
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
      {Object.entries(SIZES).map(([width, size]) => (
        <g class={`labels ${width}`}>
          {labelPlaces(lines, props.scales, size).map((place) => <Label {...place} />)}
        </g>
      ))}
    </>
  );
}

/** Returns the lines of a chart that are not switched off, with their names, the first ones to be named first. */
export function namedLines(props: DayChartProps): NamedLine[] {
  const { day, clearSky = [], hidden = [], names = NAMES } = props;
  const line = (key: ChartLine, name: string, periods: readonly PowerPeriod[]) => ({
    key,
    name,
    periods,
  });
  const lines = [
    line("actual", "Actual", day.generation),
    line("forecast", names.forecast, day.forecast),
    line("compared", names.compared, day.compared),
    line("band", "P10–P90", upperEdge(day.forecast)),
    line("baseline", "Baseline", day.baseline),
    line("clear-sky", "Clear sky", clearSky),
  ];
  return lines.filter(({ key, periods }) => periods.length > 0 && !hidden.includes(key));
}

function upperEdge(forecast: DayChartProps["day"]["forecast"]): PowerPeriod[] {
  return forecast.filter(isBanded).map((period) => ({ ...period, powerKw: period.p90Kw }));
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
