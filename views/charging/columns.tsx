import { max, range, tickStep } from "d3-array";
import { monthOf } from "../../domain/operations/reports/month.ts";
import { shortMonth } from "../ui/day_text.ts";

/** A column, usually a month: its parts are stacked from the foot up. */
export interface Column {
  label: string;
  parts: readonly number[];
}

export interface ColumnsProps {
  /** Of the drawing, unique on its page. */
  id: string;
  title: string;
  description: string;
  unit: string;
  columns: readonly Column[];
  /** What the parts are, in their order. */
  series: readonly string[];
}

/** The coordinates of the drawing, which is stretched; text is placed in per cent beside it. */
export const PLOT = { width: 1000, height: 300, top: 8, share: 80 };
/** Labels that fit beside each other on a wide and on a narrow screen. */
const LABELS = { wide: 18, narrow: 6 };

/** Draws stacked columns with a legend. */
export function Columns(props: ColumnsProps) {
  return (
    <>
      <Drawing {...props} />
      {props.series.length > 1 && (
        <ul class="energy-legend">
          {props.series.map((name, at) => <li class={`part-${at}`}>{name}</li>)}
        </ul>
      )}
    </>
  );
}

function Drawing({ id, title, description, unit, columns, series }: ColumnsProps) {
  const highest = max(columns, ({ parts }) => sum(parts)) || 1;
  const grid = gridOf(highest);
  const top = grid.at(-1)!;
  const y = (value: number) => at(PLOT.height * (1 - value / top));
  const step = PLOT.width / columns.length;
  const path = (part: number) =>
    columns.map(({ parts }, index) => {
      if (!(parts[part]! > 0)) return "";
      const foot = sum(parts.slice(0, part));
      const [left, right] = [at((index + 0.2) * step), at((index + 0.8) * step)];
      return `M${left},${y(foot)}V${y(foot + parts[part]!)}H${right}V${y(foot)}Z`;
    }).join("");
  return (
    <svg class="energy-chart" role="img" aria-labelledby={`${id}-title ${id}-description`}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      <Grid grid={grid} unit={unit} />
      <svg
        y={`${PLOT.top}%`}
        width="100%"
        height={`${PLOT.share}%`}
        viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
        preserveAspectRatio="none"
      >
        {series.map((_, part) => <path class={`part-${part}`} d={path(part)} />)}
      </svg>
      <ColumnLabels columns={columns} />
    </svg>
  );
}

/** Writes the labels that fit; on narrow screens fewer of them. */
function ColumnLabels({ columns }: Pick<ColumnsProps, "columns">) {
  const every = (most: number) => Math.ceil(columns.length / most);
  return (
    <>
      {columns.map(({ label }, index) =>
        index % every(LABELS.wide) === 0 && (
          <text
            class={index % (every(LABELS.narrow)) === 0 ? undefined : "minor"}
            x={`${at((index + 0.5) / columns.length * 100)}%`}
            y={`${PLOT.top + PLOT.share}%`}
            dy="18"
            text-anchor="middle"
          >
            {label}
          </text>
        )
      )}
    </>
  );
}

/** Draws the lines of a scale from 0, with the values and the unit beside them. */
export function Grid({ grid, unit }: { grid: readonly number[]; unit: string }) {
  const top = grid.at(-1)!;
  const placeOf = (value: number) => `${at(PLOT.top + PLOT.share * (1 - value / top))}%`;
  return (
    <>
      <text x="-8" y={placeOf(top)} dy="-12">{unit}</text>
      {grid.map((value) => (
        <>
          <line
            class={value === 0 ? "zero" : "grid"}
            x2="100%"
            y1={placeOf(value)}
            y2={placeOf(value)}
          />
          {value > 0 && <text x="-8" y={placeOf(value)} dy="4" text-anchor="end">{value}</text>}
        </>
      ))}
    </>
  );
}

const at = (value: number) => Number(value.toFixed(1));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Returns 0 and four or five round steps; the last is at or above the highest value. */
export function gridOf(highest: number): number[] {
  const step = tickStep(0, highest, 4);
  return range(Math.ceil(highest / step) + 1).map((index) =>
    Number((index * step).toPrecision(12))
  );
}

/** Beyond ten years, months without sessions have no column. */
const MOST_MONTHS = 120;

/**
 * Returns a column for each month from the first to the last of these, which are in order, with its
 * parts; the label has the year where it begins.
 */
export function monthColumns(
  months: readonly string[],
  partsOf: (month: string) => readonly number[],
): Column[] {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const [first, last] = [number(months[0]!), number(months.at(-1)!)];
  const all = last - first < MOST_MONTHS
    ? range(first, last + 1).map((at) =>
      `${Math.floor(at / 12)}-${String(at % 12 + 1).padStart(2, "0")}`
    )
    : months;
  return all.map((month, index) => {
    const { first: day } = monthOf(month);
    const isNewYear = all[index - 1]?.slice(0, 4) !== month.slice(0, 4);
    return {
      label: isNewYear ? `${shortMonth(day)} ${day.year}` : shortMonth(day),
      parts: partsOf(month),
    };
  });
}
