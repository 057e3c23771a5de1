import { stringify } from "csv-stringify/sync";
import { disarm } from "../../domain/formula_cells.ts";
import { type ChartLine, transformedLine } from "../../domain/loggers/chart_line.ts";
import * as series from "../../sql/loggers/chart_series.ts";
import { csvHeaders } from "../http/csv.ts";
import { scopedRouter } from "../http/router.ts";
import { chartQuery } from "./chart_query.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

const COLUMNS = [
  "variable",
  "unit",
  "start_utc",
  "end_utc",
  "start_local",
  "value",
  "minimum",
  "maximum",
];

/**
 * GET …/chart.csv: what the chart shows, with its transforms. Readings have a start alone; means have
 * the lowest and the highest value of their time.
 */
export const chartCsv = () =>
  scopedRouter().get(`${LOGGER}/chart.csv`, async (c) => {
    const { sql, services } = c.var;
    const logger = await loadLogger(c);
    const { range, variables: ids, view } = chartQuery(c, logger.zone, services.now());
    const variables = await series.chartVariables(sql, logger.logger_uuid, ids);
    const lines = await series.readLines(sql, logger, variables, range);
    const rows = lines.flatMap((line) => rowsOf(transformedLine(line, range), logger.zone));
    const day = instant(range.startMs * 1000).toZonedDateTimeISO(logger.zone).toPlainDate();
    return c.body(stringify([COLUMNS, ...rows]), 200, csvHeaders(`logger-${view}-${day}.csv`));
  });

type Cell = string | number;

function rowsOf({ variable, readings, steps }: ChartLine, zone: string): Cell[][] {
  const named = [variable.name, variable.unit ?? ""].map(disarm);
  const start = (time: number) => instant(time).toString();
  const local = (time: number) =>
    instant(time).toZonedDateTimeISO(zone).toString({ timeZoneName: "never" });
  if (readings) {
    return readings.x.map((time, at) => [
      ...named,
      start(time),
      "",
      local(time),
      readings.y[at]!,
      "",
      "",
    ]);
  }
  return (steps?.starts ?? []).map((time, at) => [
    ...named,
    start(time),
    start(steps!.ends[at]!),
    local(time),
    steps!.means[at]!,
    steps!.minima[at]!,
    steps!.maxima[at]!,
  ]);
}

const instant = (microseconds: number) =>
  Temporal.Instant.fromEpochNanoseconds(BigInt(Math.round(microseconds)) * 1000n);
