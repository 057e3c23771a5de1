import { z } from "zod";

/** How bytes are read as text. A byte order mark is skipped in each of them. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = typeof ENCODINGS[number];
export const DELIMITERS = [",", ";", "\t", "|"] as const;

/** What a file holds. Generation is measured, forecasts are runs of models. */
export const FILE_KINDS = ["generation", "forecasts"] as const;
export type FileKind = typeof FILE_KINDS[number];

/**
 * What the numbers are: the mean power of a period, its energy, the reading of a counter that starts
 * at zero each day or never, or the power that holds until the next line.
 */
export const SHAPES = ["power", "energy", "day_counter", "lifetime_counter", "states"] as const;
export type Shape = typeof SHAPES[number];

export const UNITS = ["W", "kW", "MW", "Wh", "kWh", "MWh"] as const;
export type Unit = typeof UNITS[number];

/**
 * How a time is written: with the year, day or month first, as seconds or milliseconds since 1970, or
 * as days since the end of 1899, as spreadsheets count them.
 */
export const TIME_FORMS = ["ymd", "dmy", "mdy", "epoch_s", "epoch_ms", "day_count"] as const;
export type TimeForm = typeof TIME_FORMS[number];

/** What a horizon is counted in. */
export const HORIZON_UNITS = ["minutes", "hours"] as const;

/** Columns are counted from 0. */
const column = z.int().min(0).max(999);

/**
 * Where a time stands: in one column, or its date and its time of day in two. Where the end of a period
 * stands in the columns of its start, they hold both: "13:00 - 13:15".
 */
const moment = z.object({
  columns: z.array(column).min(1).max(2),
  form: z.enum(TIME_FORMS),
});
export type Moment = z.infer<typeof moment>;

const zone = z.string().min(1).max(64);

/** Where a file of forecasts has what its runs are, beside the times and powers of their values. */
export const forecastReading = z.object({
  /** When the run of a line was made. Null: the horizon tells it from the start of the period. */
  run_time: moment.nullable(),
  /** Zone of those without an offset. Null: that of the other times. */
  run_zone: zone.nullable(),
  /**
   * The time from a run to the start of the period. Where the time of a line is that of its run, it
   * tells the start.
   */
  horizon_column: column.nullable(),
  horizon_unit: z.enum(HORIZON_UNITS),
  p10_column: column.nullable(),
  p90_column: column.nullable(),
  /** The columns that name the model and its version; null: all runs are of `model_name`. */
  model_column: column.nullable(),
  version_column: column.nullable(),
  model_name: z.string().trim().max(255),
  model_version: z.string().trim().max(32),
});
export type ForecastReading = z.infer<typeof forecastReading>;

/** In minutes. A state would fill a day with more periods than can be stored if steps were shorter. */
const SECOND = 1 / 60;

/** How a file is read. The same for the form of a page and for the JSON API. */
export const reading = z.object({
  encoding: z.enum(ENCODINGS),
  delimiter: z.enum(DELIMITERS),
  decimal: z.enum([".", ","]),
  thousands: z.enum(["", ".", ",", " ", "'"]),
  /** Lines at the start of the kept text that hold no values: header, units, remarks. */
  header_lines: z.int().min(0).max(100),
  time: moment,
  /** The end of the period, where the file has it next to its start. */
  end_time: moment.nullable(),
  /** True: the end names the last minute of the period: 00:14 for the quarter hour until 00:15. */
  is_end_inclusive: z.boolean(),
  /** Zone of times without an offset: an IANA name, "UTC" among them. A written offset counts first. */
  zone,
  /** Whether `time` is the start or the end of the period. Counters and states: the moment of reading. */
  label: z.enum(["start", "end"]),
  /** Minutes of a period that has one time only; of states: of the periods that are made of them. */
  step_minutes: z.number().min(SECOND, { error: "At least a second." }).max(1440),
  shape: z.enum(SHAPES),
  unit: z.enum(UNITS),
  /** Generation: what is produced. Export: what a meter fed into the grid, taken as generation. */
  measures: z.enum(["generation", "export"]),
  /** The columns of generation; more than one are inverters, added up where all have a value. */
  value_columns: z.array(column).min(1).max(100)
    .refine((columns) => new Set(columns).size === columns.length, {
      error: "Each column can be added once.",
    }),
  /** The column that names the inverter of a line, whose values are added up where all have one. */
  inverter_column: column.nullable(),
  /** The column that names the site of a line. Null: the site is chosen for the whole file. */
  site_column: column.nullable(),
  /** Only of a file of forecasts. */
  forecast: forecastReading.optional(),
});
export type Reading = z.infer<typeof reading>;
export type ReadingField = keyof Reading;

/** What the file does not say by itself, and a person must decide before it is imported. */
export interface Question {
  field: ReadingField | keyof ForecastReading | "site";
  /** The sentence that asks, with the reason. */
  text: string;
  /** The values of the field to choose from, the likeliest first; empty for a site or a name. */
  choices: { value: string; text: string }[];
}

export const WRONG_KINDS = [
  "ev_charging",
  "consumption",
  "net_meter",
  "weather",
  "forecast",
  "sites",
  "unreadable",
] as const;

/** Why a file is not one of measurements, and where it should go instead. */
export interface WrongKind {
  kind: typeof WRONG_KINDS[number];
  text: string;
}

/** A column as its header and first lines show it. */
export interface Column {
  name: string;
  unit: string | null;
  examples: string[];
}

/** What is proposed for a file after its first lines. `reading` holds the likeliest value of each question. */
export interface Proposal {
  kind: FileKind;
  reading: Reading | null;
  columns: Column[];
  questions: Question[];
  /** Whether times are of the site's clock, so that the site decides the zone of the reading. */
  is_zone_of_site: boolean;
  /** Set where the file is refused; `reading` is null then. */
  wrong_kind: WrongKind | null;
  /** Lines above the header, which are neither stored nor shown. */
  lines_above: number;
  /** What was found, in sentences: "Times have an offset." */
  reasons: string[];
  /** Names the shape of the file, for a reading that is remembered: from its header or column count. */
  shape_key: string;
}
