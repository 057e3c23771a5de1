import { within } from "../../domain/generation/energy.ts";
import type { ChartLine } from "../../domain/forecasts/chart_lines.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { clock, longDay } from "../ui/time.tsx";
import { isOneDay, PowerAxis, TimeAxis, TimeMarks } from "./axis.tsx";
import { smoothLine, stepArea, stepBand, stepLine } from "./line.ts";
import type { DayChartProps } from "./day_chart_props.ts";
import { Labels } from "./labels.tsx";
import { Night } from "./night.tsx";
import { OutageSpans } from "./outage_spans.tsx";
import { Plot } from "./plot.tsx";
import { runMarks } from "./run_marks.ts";
import { type ChartScales, leftOf, percent, PLOT_HEIGHT, PLOT_TOP, topOf } from "./scales.ts";

/**
 * Draws a site's power over its days, in its own zone. From back to front: night, outages, grid, clear sky,
 * band, baseline, the compared forecast, the forecast, and what was measured.
 */
export function DayChart(props: DayChartProps) {
  const { day, description } = props;
  return (
    <svg class="day-chart" role="img" aria-labelledby="chart-title chart-description">
      <title id="chart-title">{titleOf(day)}</title>
      <desc id="chart-description">{description}</desc>
      <ChartDrawing {...props} />
      <line class="cursor" y1={percent(PLOT_TOP)} y2={percent(PLOT_TOP + PLOT_HEIGHT)} />
    </svg>
  );
}

/** Returns `Power on Saturday 21 November 2026`, or the first and the last of several days. */
export function titleOf({ day, zone, ...span }: SiteDay): string {
  if (isOneDay({ day, zone, ...span })) return `Power on ${longDay(day)}`;
  const last = Temporal.Instant.fromEpochMilliseconds(span.endMs - 1).toZonedDateTimeISO(zone);
  return `Power from ${longDay(day)} to ${longDay(last.toPlainDate())}`;
}

/** Draws all of the chart but what only a page has. */
export function ChartDrawing(props: DayChartProps) {
  const { day, scales } = props;
  return (
    <>
      <Plot>
        <Night day={day} scales={scales} />
        <OutageSpans day={day} scales={scales} />
      </Plot>
      <PowerAxis scales={scales} />
      <Plot>
        <TimeMarks day={day} scales={scales} />
        <Lines {...props} />
      </Plot>
      <TimeAxis day={day} scales={scales} />
      <NowLine day={day} scales={scales} />
      <NewestDot {...props} />
      <Labels {...props} />
    </>
  );
}

function Lines({ day, scales, clearSky = [], hidden = [] }: DayChartProps) {
  const shows = (line: ChartLine) => !hidden.includes(line);
  return (
    <>
      {shows("clear-sky") && <Line class="clear-sky" d={smoothLine(clearSky, scales)} />}
      {shows("band") && <Line class="band" d={stepBand(day.forecast, scales)} />}
      {shows("baseline") && <Line class="baseline" d={stepLine(day.baseline, scales)} />}
      {shows("actual") && <Line class="area" d={stepArea(day.generation, scales)} />}
      {shows("compared") && <Line class="compared" d={stepLine(day.compared, scales)} />}
      {shows("forecast") && <ForecastLine day={day} scales={scales} />}
      {shows("actual") && <Line class="generation" d={stepLine(day.generation, scales)} />}
    </>
  );
}

function Line(props: { class: string; d: string }) {
  return props.d === "" ? null : <path {...props} vector-effect="non-scaling-stroke" />;
}

/** Draws the forecast: solid before now, dashed after; dotted where the baseline fills a gap. */
function ForecastLine({ day, scales }: { day: SiteDay; scales: ChartScales }) {
  const nowMs = day.nowMs ?? (day.when === "past" ? day.endMs : day.startMs);
  const own = day.forecast.filter(({ isFilled }) => !isFilled);
  const filled = day.forecast.filter(({ isFilled }) => isFilled);
  const past = within(own, { startMs: day.startMs, endMs: nowMs });
  const ahead = within(own, { startMs: nowMs, endMs: day.endMs });
  return (
    <>
      <Line class="forecast" d={stepLine(past, scales)} />
      <Line class="forecast ahead" d={stepLine(ahead, scales)} />
      <Line class="forecast filled" d={stepLine(filled, scales)} />
      <Line class="runs" d={runMarks(own, scales)} />
    </>
  );
}

/** Draws a line at now with its time, and says when the newest run was made. */
function NowLine({ day, scales }: { day: SiteDay; scales: ChartScales }) {
  const { nowMs, startMs, endMs, zone, forecastRun } = day;
  if (nowMs === null) return null;
  const left = leftOf(nowMs, scales);
  const share = (nowMs - startMs) / (endMs - startMs);
  const anchor = share < 0.3 ? "start" : share > 0.7 ? "end" : "middle";
  return (
    <g class="now">
      <line x1={left} x2={left} y1={percent(PLOT_TOP)} y2={percent(PLOT_TOP + PLOT_HEIGHT)} />
      <text x={left} y={percent(PLOT_TOP)} dy="-7" text-anchor={anchor}>
        {`now ${clock(nowMs, zone)}`}
        {forecastRun && forecastRun.madeMs >= startMs && (
          <tspan>{`\u00a0· forecast made ${clock(forecastRun.madeMs, zone)}`}</tspan>
        )}
      </text>
    </g>
  );
}

/** Marks where the measured line of today ends. */
function NewestDot({ day, scales, hidden = [] }: DayChartProps) {
  const last = day.generation.at(-1);
  if (!last || day.nowMs === null || hidden.includes("actual")) return null;
  return (
    <circle class="newest" cx={leftOf(last.endMs, scales)} cy={topOf(last.powerKw, scales)} r="4" />
  );
}
