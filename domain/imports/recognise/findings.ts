import type { Question, Shape } from "../reading.ts";
import { ASK_SITE, ASK_STEP, askLabel } from "./ask.ts";
import { type Label, labelOf } from "./label.ts";
import { questionsOf, type Sight } from "./see.ts";
import { type ShapeChoice, shapeChoice } from "./shape_choice.ts";
import { type UnitChoice, unitChoice } from "./unit_choice.ts";
import type { ValueColumns } from "./value_columns.ts";

/** What the columns of values mean, and for which periods. */
export interface Findings {
  values: ValueColumns;
  unit: UnitChoice;
  shape: ShapeChoice;
  /** Minutes of a period; null where the file has too few lines. */
  minutes: number | null;
  /** Whether the file has the end of each period beside its start. */
  hasEnd: boolean;
  label: Label;
  siteColumn: number | null;
  inverterColumn: number | null;
}

/** Periods that are made of values which hold until the next. */
const STATES_MINUTES = 15;

/** Returns what the values of a file mean. */
export function findingsOf(sight: Sight, values: ValueColumns): Findings {
  const { seen } = sight;
  const [first] = values.candidates;
  const unit = unitChoice(first!, seen);
  const shape = shapeChoice(first!, unit.unit, seen);
  const minutes = shape.shape === "states" ? STATES_MINUTES : seen.steps.minutes;
  const { time, end } = seen.times;
  const isOneCell = end !== null && end.at(-1) === time.at(-1);
  const hasEnd = isOneCell || (end !== null && !(shape.shape in READINGS));
  return {
    ...{ values, unit, shape, minutes, hasEnd },
    label: labelFor(shape.shape, minutes, hasEnd, sight),
    siteColumn: siteColumn(sight),
    inverterColumn: inverterColumn(sight),
  };
}

/** Shapes whose times are those of a reading or a change. */
const READINGS: Partial<Record<Shape, Label>> = {
  states: { label: "start", reason: "A value holds until the next line." },
  day_counter: {
    label: "end",
    reason:
      "The difference of two readings is the energy between them; the counter begins anew each day.",
  },
  lifetime_counter: {
    label: "end",
    reason: "The difference of two readings is the energy between them.",
  },
};

function labelFor(shape: Shape, minutes: number | null, hasEnd: boolean, sight: Sight): Label {
  if (hasEnd) return { label: "start", reason: "Start and end of each period are given." };
  const { times, series } = sight.seen;
  const names = times.time.map(({ name }) => name);
  const hasSites = siteColumn(sight) !== null;
  return READINGS[shape] ?? labelOf(names, series, { minutes, hasSites });
}

/** Returns the column that names sites, unless it names one only and that is chosen. */
function siteColumn({ seen: { identity: { site }, facts } }: Sight): number | null {
  if (site === null) return null;
  return site.distinct.size === 1 && facts.site ? null : site.index;
}

/** Returns the column that names inverters, unless the whole file is of one. */
function inverterColumn({ seen: { identity: { inverter }, table } }: Sight): number | null {
  if (inverter === null) return null;
  const isWhole = table.segments.slice(1).every((rows) => rows.length === 0);
  return inverter.distinct.size === 1 && isWhole ? null : inverter.index;
}

/** Returns all that a person must decide. */
export function openQuestions(sight: Sight, findings: Findings): Question[] {
  const { values, unit, shape, label, minutes, siteColumn } = findings;
  const found = [
    ...values.questions,
    ...questionsOf(sight),
    unit.question,
    shape.question,
    label.reason === null ? askLabel(label.label) : null,
    minutes === null && !(shape.shape in READINGS) ? ASK_STEP : null,
    siteColumn === null && sight.seen.facts.site === null ? ASK_SITE : null,
  ];
  return found.filter((question) => question !== null);
}

/** Returns what was found without a question, in sentences. */
export function reasonsOf({ order, zone, marks }: Sight, findings: Findings): string[] {
  const { values, label, unit, shape } = findings;
  const own = [order.proof, zone.reason, label.reason, unit.reason, shape.reason, marks.proof];
  return [
    ...values.reasons,
    ...own.filter((reason) => reason !== null && reason !== ""),
  ] as string[];
}
