/** The energies of days or months as bars. */
import { max, range, tickStep } from "d3-array";
import { isCovered } from "../../domain/forecasts/energy/forecast_energy.ts";
import { swaps } from "../ui/htmx.ts";
import { columnScale } from "../ui/numbers.ts";

/** A day or a month, in a unit that all bars share. */
export interface EnergyBar {
  /** What the axis writes below it. */
  label: string;
  /** Whether narrow screens write the label, too. */
  isMajor: boolean;
  measured: { value: number | null; covered: number };
  dayAhead: number | null;
  newest: number | null;
  /** The day or the month in words, and the address of its page. */
  name: string;
  url: string;
}

interface EnergyChartProps {
  bars: readonly EnergyBar[];
  /** Of the axis, without a prefix: `Wh` takes one, `kWh/kWp` does not. */
  unit: "Wh" | "kWh/kWp" | "kWh/kW";
  title: string;
  description: string;
  /** The part of the page that a bar's address fills; without one it is a page of its own. */
  part?: string;
}

/** The coordinates of the drawing, which is stretched; text is placed in per cent beside it. */
const PLOT = { width: 1000, height: 300, top: 8, share: 80 };

/** Draws measured energies beside forecast ones; what was measured in part is drawn lighter. */
export function EnergyChart(props: EnergyChartProps) {
  return (
    <div class="energy-drawing">
      <Drawing {...props} />
      <BarLinks bars={props.bars} part={props.part} />
    </div>
  );
}

/** Links each bar to its day or month for the pointer; others find the same links in the table. */
function BarLinks({ bars, part }: Pick<EnergyChartProps, "bars" | "part">) {
  return (
    <div class="bar-links" aria-hidden="true">
      {bars.map(({ name, url }) => (
        <a tabindex={-1} title={name} {...part ? swaps(url, part) : { href: url }}></a>
      ))}
    </div>
  );
}

function Drawing({ bars, unit, title, description }: EnergyChartProps) {
  const highest = max(
    bars,
    ({ measured, dayAhead, newest }) => Math.max(measured.value ?? 0, dayAhead ?? 0, newest ?? 0),
  ) || 1;
  const grid = gridOf(highest);
  const top = grid.at(-1)!;
  const y = (value: number) => PLOT.height * (1 - Math.max(0, value) / top);
  const step = PLOT.width / bars.length;
  const each = (draw: (bar: EnergyBar, left: number) => string | null) =>
    bars.map((bar, at) => draw(bar, at * step) ?? "").join("");
  const box = (left: number, from: number, to: number, value: number) =>
    `M${at(left + from * step)},${PLOT.height}V${at(y(value))}H${
      at(left + to * step)
    }V${PLOT.height}Z`;
  const measured = (isWhole: boolean) =>
    each(({ measured: { value, covered } }, left) =>
      value !== null && isCovered(covered) === isWhole ? box(left, 0.14, 0.5, value) : null
    );
  return (
    <svg class="energy-chart" role="img" aria-labelledby="energy-title energy-description">
      <title id="energy-title">{title}</title>
      <desc id="energy-description">{description}</desc>
      <Axis grid={grid} unit={unit} />
      <svg
        y={`${PLOT.top}%`}
        width="100%"
        height={`${PLOT.share}%`}
        viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
        preserveAspectRatio="none"
      >
        <path class="measured" d={measured(true)} />
        <path class="measured partly" d={measured(false)} />
        <path
          class="ahead"
          d={each(({ dayAhead }, left) =>
            dayAhead === null ? null : box(left, 0.5, 0.86, dayAhead)
          )}
        />
        <path
          class="newest"
          d={each(({ newest }, left) => newest === null
            ? null
            : `M${at(left + 0.46 * step)},${at(y(newest))}H${at(left + 0.9 * step)}`
          )}
        />
      </svg>
      {bars.map(({ label, isMajor }, index) => (
        <text
          class={isMajor ? undefined : "minor"}
          x={`${at((index + 0.5) / bars.length * 100)}%`}
          y={`${PLOT.top + PLOT.share}%`}
          dy="18"
          text-anchor="middle"
        >
          {label}
        </text>
      ))}
    </svg>
  );
}

const at = (value: number) => Number(value.toFixed(1));

/** Returns 0 and four or five round steps; the last is at or above the highest value. */
function gridOf(highest: number): number[] {
  const step = tickStep(0, highest, 4);
  return range(Math.ceil(highest / step) + 1).map((index) =>
    Number((index * step).toPrecision(12))
  );
}

function Axis({ grid, unit }: { grid: number[]; unit: EnergyChartProps["unit"] }) {
  const top = grid.at(-1)!;
  const { divisor, prefix } = unit === "Wh" ? columnScale(top) : { divisor: 1, prefix: "" };
  const placeOf = (value: number) => `${at(PLOT.top + PLOT.share * (1 - value / top))}%`;
  return (
    <>
      <text x="-8" y={placeOf(top)} dy="-12">{`${prefix}${unit}`}</text>
      {grid.map((value) => (
        <>
          <line
            class={value === 0 ? "zero" : "grid"}
            x2="100%"
            y1={placeOf(value)}
            y2={placeOf(value)}
          />
          {value > 0 && (
            <text x="-8" y={placeOf(value)} dy="4" text-anchor="end">{value / divisor}</text>
          )}
        </>
      ))}
    </>
  );
}
