import { areForecasts } from "../forecasts/forecast_columns.ts";
import { proposeForecasts } from "../forecasts/propose_forecasts.ts";
import type { FileKind, Proposal, Reading, WrongKind } from "../reading.ts";
import { columnsOf, shownColumn } from "./columns.ts";
import type { Facts, FileSample } from "./file_sample.ts";
import { type Findings, findingsOf, openQuestions, reasonsOf } from "./findings.ts";
import { provedCounter } from "./headless.ts";
import { notText } from "./not_text.ts";
import { REFUSALS } from "./refusals.ts";
import { withRemembered } from "./remembered.ts";
import { see, type Sight } from "./see.ts";
import { shapeKey } from "./shape_key.ts";
import { isOfTwoSteps } from "./steps.ts";
import { type Table, tableOf } from "./table.ts";
import { type ValueColumns, valueColumns } from "./value_columns.ts";

/** Values of weeks or months are of no use for forecasts. */
const LONGEST_MINUTES = 1440;

/**
 * Proposes how a file is read, from its first lines and some of its middle and end: what they show by
 * themselves, and questions about what they do not. A file that is none of measurements is refused
 * with the reason. A reading that is remembered for this shape takes the place of both.
 */
export function propose(sample: FileSample, facts: Facts): Proposal {
  const refused = notText(sample.head);
  if (refused) return refusal(refused, null);
  const table = tableOf(sample);
  if (!table) return refusal(REFUSALS.noTable, null);
  const kind = facts.kind ?? (areForecasts(columnsOf(table)) ? "forecasts" : "generation");
  return kind === "forecasts"
    ? ofForecasts(sample, table, facts)
    : ofGeneration(sample, table, facts);
}

function ofForecasts(sample: FileSample, table: Table, facts: Facts): Proposal {
  const found = proposeForecasts(table, facts);
  if ("kind" in found) return refusal(found, table, "forecasts");
  const { sight, findings, forecast } = found;
  const proposal = proposalOf(sample, sight, findings);
  const reading = { ...proposal.reading!, forecast };
  return withRemembered({ ...proposal, kind: "forecasts", reading }, sight, facts);
}

function ofGeneration(sample: FileSample, table: Table, facts: Facts): Proposal {
  const sight = see(table, facts);
  if ("kind" in sight) return refusal(sight, table);
  const values = valuesOf(sight);
  if ("kind" in values) return refusal(values, table);
  const findings = findingsOf(sight, values);
  if ((findings.minutes ?? 0) > LONGEST_MINUTES) return refusal(REFUSALS.coarse, table);
  const isOfPeriods = findings.shape.shape === "power" || findings.shape.shape === "energy";
  if (isOfPeriods && isOfTwoSteps(sight.seen.series, sight.seen.steps)) {
    return refusal(REFUSALS.twoSteps, table);
  }
  return withRemembered(proposalOf(sample, sight, findings), sight, facts);
}

function refusal(
  wrong_kind: WrongKind,
  table: Table | null,
  kind: FileKind = "generation",
): Proposal {
  return {
    kind,
    reading: null,
    columns: table ? columnsOf(table).map(({ name, unit }) => ({ name, unit, examples: [] })) : [],
    questions: [],
    is_zone_of_site: false,
    wrong_kind,
    lines_above: table?.linesAbove ?? 0,
    reasons: [],
    shape_key: table ? shapeKey(table) : "",
  };
}

/** Returns the columns of values; of a table without a header those that prove each other. */
function valuesOf({ seen }: Sight): ValueColumns | WrongKind {
  const proved = seen.table.header ? null : provedCounter(seen);
  if (!proved) return valueColumns(seen);
  const { column, kind, unit } = proved;
  return {
    candidates: [{ column: { ...column, unit }, kind, isSure: true }],
    measures: "generation",
    questions: [],
    reasons: [`“${column.name}” counts the energy of the power beside it.`],
  };
}

function proposalOf(sample: FileSample, sight: Sight, findings: Findings): Proposal {
  const { table, columns } = sight.seen;
  return {
    kind: "generation",
    reading: readingOf(sample, sight, findings),
    columns: columns.map(shownColumn),
    questions: openQuestions(sight, findings),
    is_zone_of_site: !sight.zone.isOfFile,
    wrong_kind: null,
    lines_above: table.linesAbove,
    reasons: reasonsOf(sight, findings),
    shape_key: shapeKey(table),
  };
}

function readingOf(
  { encoding }: FileSample,
  { seen, order, zone }: Sight,
  { values, unit, shape, minutes, hasEnd, label, siteColumn, inverterColumn }: Findings,
): Reading {
  const { table, marks, times, steps } = seen;
  const moment = (columns: { index: number }[]) => ({
    columns: columns.map(({ index }) => index),
    form: order.form,
  });
  return {
    encoding,
    delimiter: table.delimiter,
    decimal: marks.decimal,
    thousands: marks.thousands,
    header_lines: Math.min(100, table.headerLines),
    time: moment(times.time),
    end_time: hasEnd ? moment(times.end!) : null,
    is_end_inclusive: hasEnd && steps.ends === "last_minute",
    zone: zone.zone,
    label: label.label,
    step_minutes: minutes ?? 15,
    shape: shape.shape,
    unit: unit.unit,
    measures: values.measures,
    value_columns: values.candidates.map(({ column }) => column.index),
    inverter_column: inverterColumn,
    site_column: siteColumn,
  };
}
