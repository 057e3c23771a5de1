import type { Proposal, Question, Reading, Shape, WrongKind } from "../reading.ts";
import type { Candidate } from "./candidates.ts";
import { columnsOf, shownColumn } from "./columns.ts";
import type { Facts, FileSample } from "./file_sample.ts";
import { provedCounter } from "./headless.ts";
import { labelOf } from "./label.ts";
import { notText } from "./not_text.ts";
import { REFUSALS } from "./refusals.ts";
import { withRemembered } from "./remembered.ts";
import { questionsOf, see, type Sight } from "./see.ts";
import { shapeKey } from "./shape_key.ts";
import { shapeChoice } from "./shape_choice.ts";
import { type Table, tableOf } from "./table.ts";
import { unitChoice } from "./unit_choice.ts";
import { type ValueColumns, valueColumns } from "./value_columns.ts";

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
  const sight = see(table, facts);
  if ("kind" in sight) return refusal(sight, table);
  const values = valuesOf(sight);
  if ("kind" in values) return refusal(values, table);
  const proposal = proposalOf(sample, sight, values);
  return proposal ? withRemembered(proposal, sight, facts) : refusal(REFUSALS.coarse, table);
}

function refusal(wrong_kind: WrongKind, table: Table | null): Proposal {
  return {
    reading: null,
    columns: table ? columnsOf(table).map(({ name, unit }) => ({ name, unit, examples: [] })) : [],
    questions: [],
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

function proposalOf(sample: FileSample, sight: Sight, values: ValueColumns): Proposal | null {
  const { seen, zone, order } = sight;
  const [first] = values.candidates as [Candidate];
  const unit = unitChoice(first, seen);
  const shape = shapeChoice(first, unit.unit, seen);
  const isReading = shape.shape !== "power" && shape.shape !== "energy";
  const minutes = shape.shape === "states" ? STATES_MINUTES : seen.steps.minutes;
  if (minutes !== null && minutes > 1440) return null;
  const hasEnd = seen.times.end !== null && !isReading;
  const label = hasEnd
    ? { label: "start" as const, reason: "Start and end of each period are given." }
    : isReading
    ? {
      label: shape.shape === "states" ? "start" as const : "end" as const,
      reason: READINGS[shape.shape]!,
    }
    : labelOf(seen.times.time.map(({ name }) => name), seen.series, {
      minutes,
      hasSites: siteColumn(sight) !== null,
    });
  const site = siteColumn(sight);
  const reading: Reading = {
    encoding: sample.encoding,
    delimiter: seen.table.delimiter,
    decimal: seen.marks.decimal,
    thousands: seen.marks.thousands,
    header_lines: Math.min(100, seen.table.headerLines),
    time: { columns: seen.times.time.map(({ index }) => index), form: order.form },
    end_time: hasEnd
      ? { columns: seen.times.end!.map(({ index }) => index), form: order.form }
      : null,
    is_end_inclusive: hasEnd && seen.steps.ends === "last_minute",
    zone: zone.zone,
    label: label.label,
    step_minutes: minutes ?? 15,
    shape: shape.shape,
    unit: unit.unit,
    measures: values.measures,
    value_columns: values.candidates.map(({ column }) => column.index),
    inverter_column: inverterColumn(sight),
    site_column: site,
  };
  const asked = [
    ...values.questions,
    ...questionsOf(sight),
    ...(unit.question ? [unit.question] : []),
    ...(shape.question ? [shape.question] : []),
    ...(label.reason === null ? [askLabel(label.label)] : []),
    ...(minutes === null && !isReading ? [askStep()] : []),
    ...(site === null && seen.facts.site === null ? [ASK_SITE] : []),
  ];
  const reasons = [
    order.proof,
    zone.reason,
    label.reason,
    unit.reason,
    shape.reason,
    sight.marks.proof,
  ];
  return {
    reading,
    columns: seen.columns.map(shownColumn),
    questions: asked,
    wrong_kind: null,
    lines_above: seen.table.linesAbove,
    reasons: [
      ...values.reasons,
      ...reasons.filter((reason) => reason !== null && reason !== "") as string[],
    ],
    shape_key: shapeKey(seen.table),
  };
}

/** Periods that are made of values which hold until the next. */
const STATES_MINUTES = 15;

const READINGS: Partial<Record<Shape, string>> = {
  states: "A value holds until the next line.",
  day_counter:
    "The difference of two readings is the energy between them; the counter begins anew each day.",
  lifetime_counter: "The difference of two readings is the energy between them.",
};

/** Returns the column that names sites, unless it names one only and that is chosen. */
function siteColumn({ seen: { identity: { site }, facts } }: Sight): number | null {
  if (site === null) return null;
  return site.distinct.size === 1 && facts.site ? null : site.index;
}

function inverterColumn({ seen: { identity: { inverter }, table } }: Sight): number | null {
  if (inverter === null) return null;
  const isWhole = table.segments.slice(1).every((rows) => rows.length === 0);
  return inverter.distinct.size === 1 && isWhole ? null : inverter.index;
}

const ASK_SITE: Question = {
  field: "site",
  text: "Which site is this file of? No column names it.",
  choices: [],
};

function askLabel(likely: "start" | "end"): Question {
  const start = { value: "start", text: "The start of its period: 12:00 is from 12:00 on" };
  const end = { value: "end", text: "The end of its period: 12:00 is what was until 12:00" };
  return {
    field: "label",
    text: "Is the time of a line the start or the end of its period? The file does not say it.",
    choices: likely === "start" ? [start, end] : [end, start],
  };
}

const askStep = (): Question => ({
  field: "step_minutes",
  text: "How many minutes is the period of a line long? The file has too few lines to tell.",
  choices: ["5", "10", "15", "30", "60"].map((value) => ({ value, text: `${value} minutes` })),
});
