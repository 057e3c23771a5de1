import type { ScopedSql } from "../../db/scope.ts";
import type { ChartLine, ChartVariable, Steps } from "../../domain/loggers/chart_line.ts";
import {
  type ChartRange,
  drawnEdges,
  hasReadings,
  quarterOf,
} from "../../domain/loggers/chart_range.ts";
import type { VariablePoints } from "../../domain/loggers/live_variable.ts";
import { variableUnit } from "../../domain/loggers/variable_label.ts";
import { neighboursNeeded, type Points, timeShift } from "../../domain/loggers/transforms.ts";
import { byLabel, pointsOf } from "./live_view.ts";

/** Most readings of a variable that are drawn one by one; more are drawn as means of minutes. */
const MOST_READINGS = 20_000;

/** Lists these variables of a logger, in the order of the ids. */
export async function chartVariables(
  sql: ScopedSql,
  loggerUuid: string,
  ids: readonly string[],
): Promise<ChartVariable[]> {
  const found = await sql<ChartVariable[]>`
    select variable_id::text, name, label, coalesce(unit, feed_unit) as unit, transforms
    from app.logger_variables
    where logger_uuid = ${loggerUuid} and variable_id = any(${ids as string[]}::text[]::bigint[])`;
  return ids.flatMap((id) => found.filter(({ variable_id }) => variable_id === id))
    .map((variable) => ({ ...variable, unit: variableUnit(variable) }));
}

export type ChartOption = Pick<ChartVariable, "variable_id" | "name" | "label">;

/** Lists the variables of a logger, by what pages call them; those that feed something first. */
export async function chartOptions(sql: ScopedSql, loggerUuid: string): Promise<ChartOption[]> {
  return await sql<ChartOption[]>`
    select v.variable_id::text, v.name, v.label from app.logger_variables v
    where v.logger_uuid = ${loggerUuid}
    order by ${byLabel(sql)}`;
}

/** Reads what a chart draws of each variable, with what its transforms need from beside the range. */
export async function readLines(
  sql: ScopedSql,
  logger: { logger_uuid: string; interval_seconds: number },
  variables: readonly ChartVariable[],
  range: ChartRange,
): Promise<ChartLine[]> {
  return await Promise.all(variables.map((variable) => readLine(sql, logger, variable, range)));
}

async function readLine(
  sql: ScopedSql,
  logger: { logger_uuid: string; interval_seconds: number },
  variable: ChartVariable,
  range: ChartRange,
): Promise<ChartLine> {
  const { logger_uuid } = logger;
  const shiftMs = timeShift(variable.transforms) / 1000;
  const isFine = hasReadings(range);
  const stepMs = isFine ? logger.interval_seconds * 1000 : drawnEdges(range)[1]! - range.startMs;
  const length = range.endMs - range.startMs;
  const besideMs = Math.min(length, neighboursNeeded(variable.transforms) * stepMs);
  const read = {
    ...range,
    startMs: range.startMs + shiftMs - besideMs,
    endMs: range.endMs + shiftMs + besideMs,
  };
  if (!isFine) {
    return { variable, steps: await quarterSteps(sql, logger_uuid, variable, range, read) };
  }
  const readings = await readingsIn(sql, logger_uuid, variable, read);
  return readings.x.length > MOST_READINGS
    ? { variable, steps: await minuteSteps(sql, logger_uuid, variable, range, read) }
    : { variable, readings };
}

const utc = (ms: number) => Temporal.Instant.fromEpochMilliseconds(Math.round(ms));

/** Returns up to so many readings, and one more if there are more. */
async function readingsIn(
  sql: ScopedSql,
  loggerUuid: string,
  { variable_id }: ChartVariable,
  { startMs, endMs }: ChartRange,
): Promise<Points> {
  const [found] = await sql<Partial<VariablePoints>[]>`
    select ${pointsOf(sql)}
    from app.readings_between(${loggerUuid}, ${utc(startMs)}::timestamp, ${utc(endMs)}::timestamp,
      ${MOST_READINGS + 1}, of_variables => array[${variable_id}::bigint])`;
  return { x: found?.times ?? [], y: found?.values ?? [] };
}

interface StepRow {
  steps: number[] | null;
  means: number[];
  minima: number[];
  maxima: number[];
}

async function minuteSteps(
  sql: ScopedSql,
  loggerUuid: string,
  { variable_id }: ChartVariable,
  range: ChartRange,
  read: ChartRange,
): Promise<Steps> {
  const edges = edgesAround(range, read, 1);
  const [row] = await sql<StepRow[]>`
    select ${stepColumns(sql)}
    from (
      select width_bucket(time_utc, ${edges.map(utc)}::timestamp[]) as step, avg(value) as mean,
        min(value) as minimum, max(value) as maximum
      from app.readings_between(${loggerUuid}, ${utc(edges[0]!)}::timestamp,
        ${utc(edges.at(-1)!)}::timestamp, null, of_variables => array[${variable_id}::bigint])
      group by 1) s`;
  return stepsOf(row, edges);
}

/** SQL: the columns of a StepRow from steps that count from 1. */
const stepColumns = (sql: ScopedSql) =>
  sql`json_agg(step - 1 order by step) as steps, json_agg(mean order by step) as means,
    json_agg(minimum order by step) as minima, json_agg(maximum order by step) as maxima`;

async function quarterSteps(
  sql: ScopedSql,
  loggerUuid: string,
  { variable_id }: ChartVariable,
  range: ChartRange,
  read: ChartRange,
): Promise<Steps> {
  const edges = edgesAround(range, read, 15 * 60_000);
  const quarters = edges.map(quarterOf);
  const [row] = await sql<StepRow[]>`
    select ${stepColumns(sql)}
    from app.chart_quarters(${loggerUuid}, ${variable_id}::bigint,
      ${`{${quarters}}`}::text::int[])`;
  return stepsOf(row, edges);
}

/** Returns the edges of a range, moved and continued to what is read of it, on a grid. */
function edgesAround(range: ChartRange, read: ChartRange, gridMs: number): number[] {
  const shift = Math.round((read.startMs + read.endMs - range.startMs - range.endMs) / 2 / gridMs) *
    gridMs;
  const own = drawnEdges(range);
  const step = own[1]! - own[0]!;
  const more = Math.ceil((range.startMs + shift - read.startMs) / step);
  const beside = Array.from({ length: Math.max(0, more) }, (_, at) => (at + 1) * step);
  return [
    ...beside.toReversed().map((by) => range.startMs - by),
    ...own,
    ...beside.map((by) => range.endMs + by),
  ].map((ms) => ms + shift);
}

function stepsOf(row: StepRow | undefined, edges: readonly number[]): Steps {
  const steps = row?.steps ?? [];
  return {
    starts: steps.map((at) => edges[at]! * 1000),
    ends: steps.map((at) => edges[at + 1]! * 1000),
    means: row?.steps ? row.means : [],
    minima: row?.steps ? row.minima : [],
    maxima: row?.steps ? row.maxima : [],
  };
}
