import type { Child } from "hono/jsx";
import type { ChartLine } from "../../domain/loggers/chart_line.ts";
import {
  besideMs,
  CHART_VIEWS,
  type ChartRange,
  type ChartView,
} from "../../domain/loggers/chart_range.ts";
import { maxGap } from "../../domain/loggers/gap.ts";
import { variableLabel } from "../../domain/loggers/variable_label.ts";
import { HOUR } from "../../domain/time/time.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { swaps } from "../ui/htmx.ts";
import { ChartPanel, type NumberedLine } from "./chart_panel.tsx";
import { rangeTitle } from "./chart_range_text.ts";
import { type ChartRow, chartRows, ChartSlider, ChartTable, shownRow } from "./chart_table.tsx";
import { type ChartQuery, chartUrl } from "./chart_url.ts";
import { numberText } from "./value_text.ts";

/** The part of the page that changes with the time and the variables. */
export const CHART_PART = "logger-chart";

export interface ChartProps {
  logger: { site_uuid: string; logger_uuid: string; interval_seconds: number };
  query: ChartQuery;
  range: ChartRange;
  lines: readonly ChartLine[];
  nowMs: number;
}

/** Shows variables over a time: a drawing for each unit, their values as a table and a file. */
export function ChartPart(props: ChartProps) {
  const { lines } = props;
  return (
    <section id={CHART_PART} aria-labelledby="range-heading" tabindex={-1}>
      <RangeNavigation {...props} />
      {lines.length === 0
        ? (
          <EmptyState title="No variable is chosen.">
            <p>Choose one below: its chart appears here.</p>
          </EmptyState>
        )
        : <Figure {...props} />}
    </section>
  );
}

function Figure(props: ChartProps) {
  const { logger, range, lines, query } = props;
  const rows = chartRows(lines, range);
  const numbered = lines.map((line, at) => ({ line, number: at + 1 }));
  const gap = maxGap(logger.interval_seconds);
  return (
    <>
      <figure class="chart logger-figure">
        {byUnit(numbered).map(({ unit, lines: ofUnit }, at) => (
          <div class="drawing">
            <ChartPanel
              id={`panel-${at}`}
              unit={unit}
              lines={ofUnit}
              range={range}
              gap={gap}
              title={`${ofUnit.map(({ line }) => variableLabel(line.variable)).join(", ")}, ${
                rangeTitle(range)
              }`}
            />
            {at === 0 && <Card lines={numbered} row={shownRow(rows)} />}
          </div>
        ))}
        <ChartSlider rows={rows} range={range} />
        <Legend {...props} lines={numbered} />
        <figcaption>{captionOf(props)}</figcaption>
      </figure>
      <div class="downloads">
        <details id="values">
          <summary>Values as a table</summary>
          <div class="scroll" tabindex={0} role="region" aria-label="Values of the chart">
            <ChartTable lines={lines} rows={rows} range={range} />
          </div>
        </details>
        <a class="button" href={chartUrl(logger, query, ".csv")} download>Download CSV</a>
      </div>
    </>
  );
}

/** Says what lines are, and that stored values are others where they are transformed. */
function captionOf({ lines, logger }: ChartProps): string {
  const hasSteps = lines.some(({ steps }) => steps);
  const isChanged = lines.some(({ variable }) => variable.transforms.length > 0);
  return [
    hasSteps
      ? "Each step is the mean over its time, its light area reaches from the lowest to the highest value."
      : `Lines join readings at most ${maxGap(logger.interval_seconds) / 6e7} min apart.`,
    isChanged ? "Transforms are applied; stored values stay as they are." : "",
  ].join(" ").trim();
}

/** Groups lines by their unit, in the order of the lines. */
function byUnit(lines: readonly NumberedLine[]) {
  const units = [...new Set(lines.map(({ line }) => line.variable.unit))];
  return units.map((unit) => ({
    unit,
    lines: lines.filter(({ line }) => line.variable.unit === unit),
  }));
}

/** Lists the lines with their colours; each leads to the chart without it. */
function Legend({ logger, query, lines }: Omit<ChartProps, "lines"> & { lines: NumberedLine[] }) {
  return (
    <ul class="legend" aria-label="Lines of the chart">
      {lines.map(({ line: { variable }, number }) => {
        const variables = query.variables.filter((id) => id !== variable.variable_id);
        return (
          <li>
            <a
              id={`line-${variable.variable_id}`}
              class={`key line-${number}`}
              {...swaps(chartUrl(logger, { ...query, variables }), CHART_PART)}
            >
              <span class="visually-hidden">Remove</span> <bdi>{variableLabel(variable)}</bdi>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Shows the values at one time; sitecast.js writes the row of another time into it. */
function Card({ lines, row }: { lines: readonly NumberedLine[]; row: ChartRow }) {
  return (
    <dl class="reading">
      <div>
        <dt class="visually-hidden">Time</dt>
        <dd data-cell="0">{row.label}</dd>
      </div>
      {lines.map(({ line: { variable }, number }, at) => (
        <div class={`key line-${number}`}>
          <dt>
            <bdi>{variableLabel(variable)}</bdi>
          </dt>
          <dd>
            <span data-cell={at + 1}>
              {row.means[at] === null ? "–" : numberText(row.means[at]!)}
            </span>{" "}
            <span class="unit">{variable.unit}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const VIEW_NAMES: Record<ChartView, string> = {
  hour: "Hour",
  day: "Day",
  week: "Week",
  month: "Month",
  year: "Year",
};

/** Names the time that is shown, and leads to those around it and to other lengths. */
function RangeNavigation(props: ChartProps) {
  const { range, nowMs } = props;
  const isNow = range.startMs <= nowMs && nowMs < range.endMs;
  const next = besideMs(range, 1);
  // The hour of the clock that holds now has just begun: the newest one is the last 60 minutes.
  const isNewest = range.view === "hour" && nowMs < next + HOUR;
  return (
    <nav class="day-navigation" aria-label="Time shown">
      <Step {...props} id="previous-range" rel="prev" label="Before" atMs={besideMs(range, -1)}>
        ←
      </Step>
      {next <= nowMs && (
        <Step
          {...props}
          id="next-range"
          rel="next"
          label="After"
          atMs={isNewest ? undefined : next}
        >
          →
        </Step>
      )}
      <h2 id="range-heading" data-announce>{rangeTitle(range)}</h2>
      {!isNow && <RangeLink {...props} id="now" change={{ atMs: undefined }}>Now</RangeLink>}
      <div class="views">
        {CHART_VIEWS.map((view) => (
          <RangeLink {...props} id={`view-${view}`} change={{ view }} isHere={view === range.view}>
            {VIEW_NAMES[view]}
          </RangeLink>
        ))}
      </div>
    </nav>
  );
}

type StepProps = ChartProps & {
  id: string;
  rel: string;
  label: string;
  /** Undefined leads to now. */
  atMs: number | undefined;
  children?: Child;
};

function Step({ logger, query, id, rel, label, atMs, children }: StepProps) {
  const url = chartUrl(logger, { ...query, atMs });
  return (
    <a id={id} class="button" rel={rel} aria-label={label} {...swaps(url, CHART_PART)}>
      <span aria-hidden="true">{children}</span>
    </a>
  );
}

type RangeLinkProps = ChartProps & {
  id: string;
  change: Partial<ChartQuery>;
  isHere?: boolean;
  children?: Child;
};

function RangeLink({ logger, query, id, change, isHere, children }: RangeLinkProps) {
  return (
    <a
      id={id}
      aria-current={isHere ? "true" : undefined}
      {...swaps(chartUrl(logger, { ...query, ...change }), CHART_PART)}
    >
      {children}
    </a>
  );
}
