import type { Question, TimeForm, WrongKind } from "../reading.ts";
import { contradiction } from "./clock_changes.ts";
import type { SeenColumn } from "./columns.ts";
import { columnsOf } from "./columns.ts";
import type { Facts } from "./file_sample.ts";
import { identityOf } from "./identity.ts";
import { type FoundMarks, numberMarks } from "./number_marks.ts";
import { REFUSALS } from "./refusals.ts";
import type { Seen } from "./seen.ts";
import { seriesOf } from "./series.ts";
import { namedSensor } from "./sensors.ts";
import { stepsOf } from "./steps.ts";
import type { Table } from "./table.ts";
import { periodTexts, type TimeColumns, timeColumns } from "./time_columns.ts";
import { type TimeOrder, timeOrder } from "./time_order.ts";
import { hasUnitsInCells, wrongKindOf } from "./wrong_kinds.ts";
import { wordedZone } from "./worded_zone.ts";
import { type SeenZone, zoneOf } from "./zone_choice.ts";
import { isPowerOrEnergy } from "./units.ts";

/** What has been seen of a file, and what its times and numbers left open. */
export interface Sight {
  seen: Seen;
  order: TimeOrder;
  zone: SeenZone;
  marks: FoundMarks;
}

/** Looks at a table: its columns, times, marks and series. Returns why it is refused where it is. */
export function see(table: Table, facts: Facts): Sight | WrongKind {
  const columns = columnsOf(table);
  const wrong = wrongKindOf(columns, table, facts);
  if (wrong) return wrong;
  const times = timeColumns(columns);
  if (!times) return REFUSALS.noTime;
  if (hasUnitsInCells(columns)) return REFUSALS.unitsInCells;
  const order = orderOf(table, times, facts.site?.time_zone ?? null);
  const identity = identityOf(
    columns.filter((column) => !times.time.includes(column)),
    facts.sites,
  );
  const named = namedSensor(columns, identity);
  if ("kind" in named) return named;
  const series = seriesOf(table, times, order.form, [identity.site, identity.inverter]);
  const marks = marksOf(table, columns, times);
  const zone = zoneOfTimes(
    table,
    times,
    order.form,
    zoneOf(table, times, columns, identity.site, facts),
  );
  if (!zone.isOfFile && zone.siteZone) zone.question = contradiction(series, zone.zone);
  const seen: Seen = {
    ...{ table, columns: named.columns, times, identity, marks, series, facts },
    steps: stepsOf(series),
    zone: zone.zone,
    siteZone: zone.siteZone,
  };
  return { seen, order, zone, marks };
}

/** Returns the zone of times, with regard to the words that stand beside them. */
export function zoneOfTimes(
  { segments }: Table,
  times: TimeColumns,
  form: TimeOrder["form"],
  zone: SeenZone,
): SeenZone {
  return wordedZone(segments.flatMap((rows) => periodTexts(rows, times).starts), form, zone);
}

/** Returns how dates are written in the columns of times. */
export function orderOf(table: Table, times: TimeColumns, zone: string | null): TimeOrder {
  const [first] = times.time;
  if (first?.time === "epoch_s" || first?.time === "epoch_ms") {
    return { form: first.time, proof: "Times are counted from 1970, in UTC." };
  }
  if (first?.time === "day_count") {
    return { form: "day_count", proof: "Times are counted in days, as spreadsheets do." };
  }
  const format = table.units?.[first!.index] ?? "";
  const texts = table.segments.map((rows) => periodTexts(rows, times).starts);
  return timeOrder(texts, `${first!.name} ${format}`, zone);
}

function marksOf(table: Table, columns: SeenColumn[], { time, end }: TimeColumns): FoundMarks {
  const times = [...time, ...end ?? []];
  const numeric = columns.filter((column) =>
    column.isNumeric && !times.includes(column) && column.time === null
  );
  const likely = numeric.filter(({ role, unit }) =>
    role === "generation" || (role === "generic" && isPowerOrEnergy(unit)) || role === "export"
  );
  const values = likely.length > 0 ? likely : numeric;
  return marksIn(values, numeric, time, table);
}

/** Returns the marks of numbers, as columns of values show them beside all columns of numbers. */
export function marksIn(
  values: SeenColumn[],
  numeric: SeenColumn[],
  [time]: SeenColumn[],
  { delimiter }: Table,
): FoundMarks {
  const isDotted = /^\d{1,2}\.\d{1,2}\.\d/.test(time?.filled[0] ?? "");
  const cells = (some: SeenColumn[]) => some.flatMap(({ filled }) => filled);
  return numberMarks(cells(values), cells(numeric), { delimiter, isDotted });
}

/** Returns what must be decided about times and numbers. */
export function questionsOf({ seen, order, zone, marks }: Sight): Question[] {
  return [
    ...(order.proof === null ? [askOrder(seen, order.form)] : []),
    ...(zone.question ? [zone.question] : []),
    ...(marks.proof === null ? [askMarks(seen, marks)] : []),
  ];
}

function askOrder(seen: Seen, form: TimeForm): Question {
  const example = seen.times.time[0]!.filled[0] ?? "";
  if (seen.steps.minutes === 1440) return askDays(example, form);
  const isAmerican = seen.siteZone?.startsWith("America/");
  const forms: TimeForm[] = isAmerican ? ["mdy", "dmy"] : ["dmy", "mdy"];
  const choices = form === "ymd" ? ["ymd" as const, ...forms] : forms;
  return {
    field: "time",
    text:
      `What comes first in dates like ${example}: the day or the month? The file does not show it.`,
    choices: choices.map((value) => ({ value, text: ORDERS[value] ?? value })),
  };
}

/** In the other order, each line would be a month. */
const askDays = (example: string, form: TimeForm): Question => ({
  field: "time",
  text: `Is ${example} written with ${ORDERS[form]?.toLowerCase()}, so that each line is a day? ` +
    "If each line is a month, do not import the file.",
  choices: [{ value: form, text: `Yes: ${ORDERS[form]?.toLowerCase()}` }],
});

const ORDERS: Partial<Record<TimeForm, string>> = {
  dmy: "Day, month, year",
  mdy: "Month, day, year",
  ymd: "Year, month, day",
};

function askMarks({ columns }: Seen, { decimal }: FoundMarks): Question {
  const example = columns.filter(({ isNumeric, time }) => isNumeric && time === null)
    .flatMap(({ filled }) => filled).find((cell) => /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(cell)) ??
    "";
  const asDecimal = {
    value: example.includes(",") ? "," : ".",
    text: `As a number with decimals: ${example.replace(",", ".")}`,
  };
  const asThousands = {
    value: example.includes(",") ? "." : ",",
    text: `As thousands: ${example.replace(/[.,]/, "")}`,
  };
  const choices = asDecimal.value === decimal ? [asDecimal, asThousands] : [asThousands, asDecimal];
  return {
    field: "decimal",
    text: `How is “${example}” meant? The numbers of the file can be read in two ways.`,
    choices,
  };
}
