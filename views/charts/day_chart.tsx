import { within } from "../../domain/generation/energy.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { clock, longDay } from "../ui/time.tsx";
import { PowerAxis, TimeAxis } from "./axis.tsx";
import { Band, BandLabel } from "./band.tsx";
import { stepLine } from "./line.ts";
import { Night } from "./night.tsx";
import { Plot } from "./plot.tsx";
import { type ChartScales, leftOf, percent, PLOT_HEIGHT, PLOT_TOP } from "./scales.ts";

interface DayChartProps {
  day: SiteDay;
  scales: ChartScales;
  /** The day in words, for people who cannot see the chart. */
  description: string;
}

/** Draws, from back to front: night, band, baseline, forecast and generation, in the site's zone. */
export function DayChart({ day, scales, description }: DayChartProps) {
  return (
    <svg class="day-chart" role="img" aria-labelledby="chart-title chart-description">
      <title id="chart-title">{`Power on ${longDay(day.day)}`}</title>
      <desc id="chart-description">{description}</desc>
      <Plot>
        <Night day={day} scales={scales} />
      </Plot>
      <PowerAxis scales={scales} />
      <TimeAxis day={day} scales={scales} />
      <Plot>
        <Band forecast={day.forecast} scales={scales} />
        <Line class="baseline" d={stepLine(day.baseline, scales)} />
        <ForecastLine day={day} scales={scales} />
        <Line class="generation" d={stepLine(day.generation, scales)} />
      </Plot>
      <BandLabel forecast={day.forecast} scales={scales} />
      <NowLine day={day} scales={scales} />
      <line class="cursor" y1={percent(PLOT_TOP)} y2={percent(PLOT_TOP + PLOT_HEIGHT)} />
    </svg>
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
    </>
  );
}

function NowLine({ day, scales }: { day: SiteDay; scales: ChartScales }) {
  if (day.nowMs === null) return null;
  const left = leftOf(day.nowMs, scales);
  const share = (day.nowMs - day.startMs) / (day.endMs - day.startMs);
  const anchor = share < 0.1 ? "start" : share > 0.9 ? "end" : "middle";
  const aboveAxisLabel = share < 0.25 ? "-19" : "-6";
  return (
    <g class="now">
      <line x1={left} x2={left} y1={percent(PLOT_TOP)} y2={percent(PLOT_TOP + PLOT_HEIGHT)} />
      <text x={left} y={percent(PLOT_TOP)} dy={aboveAxisLabel} text-anchor={anchor}>
        {`now ${clock(day.nowMs, day.zone)}`}
      </text>
    </g>
  );
}
