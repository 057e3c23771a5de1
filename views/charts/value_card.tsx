import type { PropsWithChildren } from "hono/jsx";
import type { ChartLine } from "../../domain/forecasts/chart_lines.ts";
import { periodText, type ValuesProps } from "../sites/values.tsx";
import { namesOf } from "./day_chart_props.ts";
import { CLASSES } from "./legend.tsx";

/**
 * Shows the values at one time. sitecast.js moves the card with the pointer or the slider and writes
 * the cells of the table's row into it, by the number of the column; without JavaScript it stands
 * below the chart.
 */
export function ValueCard({ day, values: { rows, first }, column, names }: ValuesProps) {
  const row = rows[first];
  if (!row) return null;
  const all = namesOf(names);
  const key = (line: ChartLine) => ({ line, label: all[line], unit: column.unit });
  const hasBaseline = day.baseline.length > 0;
  return (
    <dl class="reading">
      <div>
        <dt class="visually-hidden">Time</dt>
        <dd data-cell="0">{periodText(row, day)}</dd>
      </div>
      <Key {...key("actual")}>
        <span data-cell="1">{column.text(row.generationKw)}</span>
      </Key>
      <Key {...key("forecast")}>
        <span data-cell="2">{column.text(row.forecastKw)}</span>
      </Key>
      <Key {...key("band")}>
        <span data-cell="3">{column.text(row.p10Kw)}</span> to{" "}
        <span data-cell="4">{column.text(row.p90Kw)}</span>
      </Key>
      {hasBaseline && (
        <Key {...key("baseline")}>
          <span data-cell="5">{column.text(row.baselineKw)}</span>
        </Key>
      )}
      {day.compared.length > 0 && (
        <Key {...key("compared")}>
          <span data-cell={hasBaseline ? "6" : "5"}>{column.text(row.comparedKw)}</span>
        </Key>
      )}
    </dl>
  );
}

interface KeyProps {
  line: ChartLine;
  label: string;
  unit: string;
}

function Key({ line, label, unit, children }: PropsWithChildren<KeyProps>) {
  return (
    <div class={`key ${CLASSES[line]}`}>
      <dt>{label}</dt>
      <dd>
        {children} <span class="unit">{unit}</span>
      </dd>
    </div>
  );
}
