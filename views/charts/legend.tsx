import { CHART_LINES, type ChartLine } from "../../domain/forecasts/chart_lines.ts";
import { swaps } from "../ui/htmx.ts";
import { type LineNames, namesOf } from "./day_chart_props.ts";

/** Class of a line in the drawing, by its key. */
export const CLASSES: Record<ChartLine, string> = {
  actual: "generation",
  forecast: "forecast",
  band: "band",
  compared: "compared",
  baseline: "baseline",
  "clear-sky": "clear-sky",
};

interface LegendProps {
  /** The lines that have values. */
  lines: readonly ChartLine[];
  hidden: readonly ChartLine[];
  names?: LineNames;
  /** Returns the address of the same page with other lines switched off. */
  url: (hidden: ChartLine[]) => string;
}

/** Lists the lines of the chart: each is a link that switches it off or on. */
export function Legend({ lines, hidden, names, url }: LegendProps) {
  const all = namesOf(names);
  return (
    <ul class="legend" aria-label="Lines of the chart">
      {lines.map((line) => {
        const isHidden = hidden.includes(line);
        const others = CHART_LINES.filter((other) => (other === line) !== hidden.includes(other));
        return (
          <li>
            <a
              id={`line-${line}`}
              class={`key ${CLASSES[line]}${isHidden ? " off" : ""}`}
              {...swaps(url(others), "site-day")}
            >
              <span class="visually-hidden">{isHidden ? "Show" : "Hide"}</span> {all[line]}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
