import { siteName } from "../../domain/sites/site.ts";
import type { Site } from "../../domain/sites/site.ts";
import { capacity } from "../ui/numbers.ts";
import { clock, zoneName } from "../ui/time.tsx";
import { ChartDrawing, titleOf } from "./day_chart.tsx";
import { type DayChartProps, drawnOf, periodsOf } from "./day_chart_props.ts";
import { FILE_STYLE } from "./file_style.ts";
import type { PlotSize } from "./label_places.ts";
import { PLOT, PLOT_HEIGHT } from "./scales.ts";
import { isolated } from "../ui/isolated.ts";

interface ChartFileProps extends Pick<DayChartProps, "day" | "description" | "hidden" | "names"> {
  site: Site;
  /** The address of the page that shows the same chart. */
  address: string;
}

/** The chart in the picture: the plot has its own coordinates, so that no line is stretched. */
const CHART = { x: 72, y: 92, width: PLOT.width, height: PLOT.height / (PLOT_HEIGHT / 100) };
/** The picture, in CSS pixels. */
export const PICTURE = { width: 1112, height: 520 };
const PLOT_SIZE: PlotSize = { narrowest: PLOT.width, widest: PLOT.width, height: PLOT.height };

/** Returns the chart as an SVG file for other programs: with its title, its source and its colours. */
export function chartFile(props: ChartFileProps): string {
  const { site, day, names, hidden = [], address } = props;
  const drawn = drawnOf(site, day);
  const known = periodsOf(drawn);
  const isEmpty = Object.values(known).every((periods) => periods.length === 0);
  const { forecastRun: run } = day;
  const made = run && `Newest run ${clock(run.madeMs, day.zone)}, ${run.modelName ?? "no model"}. `;
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + String(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={PICTURE.width}
      height={PICTURE.height}
      viewBox={`0 0 ${PICTURE.width} ${PICTURE.height}`}
      font-family="DejaVu Sans, system-ui, sans-serif"
    >
      <title>{plain(`${isolated(siteName(site))}: ${titleOf(day)}`)}</title>
      <desc>{plain(props.description)}</desc>
      <style>{FILE_STYLE}</style>
      <rect class="ground" width="100%" height="100%" />
      <text class="name" x="24" y="38">{plain(shortened(siteName(site)))}</text>
      <text class="about" x="24" y="62">
        {[titleOf(day), capacity(site.capacity_kw), zoneName(day.zone, day.startMs, day.endMs)]
          .filter(Boolean).join(" · ")}
      </text>
      <svg {...CHART} overflow="visible" class="day-chart">
        <ChartDrawing
          {...drawn}
          description=""
          hidden={hidden}
          names={names}
          sizes={{ wide: PLOT_SIZE }}
        />
      </svg>
      {isEmpty && (
        <text class="about" x={CHART.x + CHART.width / 2} y="250" text-anchor="middle">
          Nothing was measured and nothing is forecast.
        </text>
      )}
      <text class="source" x="24" y={PICTURE.height - 16}>
        {plain(`${made ?? ""}Sitecast, ${address}`)}
      </text>
    </svg>,
  );
}

const MOST_LETTERS = 70;

function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= MOST_LETTERS ? name : `${letters.slice(0, MOST_LETTERS - 1).join("")}…`;
}

/**
 * Returns a text as XML 1.0 can hold it: without control characters, unpaired surrogates and
 * noncharacters; and without marks that turn the direction of what follows.
 */
function plain(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\p{Bidi_Control}\uFFFE\uFFFF]/gu, " ");
}
