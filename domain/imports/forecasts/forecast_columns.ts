import type { SeenColumn } from "../recognise/columns.ts";
import { END_WORDS, START_WORDS } from "../recognise/header_words.ts";
import type { Role } from "../recognise/header_words.ts";
import { hasWord } from "../recognise/names.ts";
import { isPowerOrEnergy } from "../recognise/units.ts";

/** What the columns of a file of forecasts are. */
export interface ForecastColumns {
  /** When runs were made: one column, or a date and a time of day; empty without one. */
  run: SeenColumn[];
  horizon: SeenColumn | null;
  /** Columns of which one is the power or energy of the forecast, the likeliest first. */
  powers: SeenColumn[];
  p10: SeenColumn | null;
  p90: SeenColumn | null;
  model: SeenColumn | null;
  version: SeenColumn | null;
}

/** Names of columns that say when a run was made, written as in `HEADER_WORDS`. */
const RUN_WORDS =
  "made|run|runs|issue|issued|init|initial|initialised|initialized|created|creation|" +
  "reference|base time|cycle|generated|publish|published|analysis|origin|as of|delivered|" +
  "*erstellt|*erstellung|*lauf$|*laufzeit|*ausgabe|berechn|emis|calcul|lance|creado|pasada|corrida|" +
  "creato|forecasted at|t0$|timestamp utc$";
const HORIZON_WORDS = "horizon|lead|leadtime|ahead|step$|fxx|forecast hour|*horizont|echeance|" +
  "horizonte|orizzonte|*vorlauf";
const MODEL_WORDS = "model$|model name|modell$|modele$|modelo$|modello$|provider|forecaster";
const VERSION_WORDS = "version";
/** Names of P-levels: `p10_kw`, `pv_estimate10`, `power90`, `quantile 0.1`. */
const LEVEL =
  /(?:^| )(?:[pq]|power|estimate|quantile|percentile|perc|pct) ?(?:0 ?)?(\d{1,2})(?: |$)/;

/** Returns the P-level that a column holds, in percent; null for other columns. */
export function levelOf({ plain }: SeenColumn): number | null {
  const digits = LEVEL.exec(plain)?.[1];
  if (digits === undefined) return null;
  return /quantile (?:0 )?\d$/.test(plain) ? Number(digits) * 10 : Number(digits);
}

/** Returns whether the names of columns say that a table holds forecasts and nothing measured. */
export function areForecasts(columns: readonly SeenColumn[]): boolean {
  const hasBand = [10, 90].every((level) => columns.some((column) => levelOf(column) === level));
  const isMeasured = columns.some(({ role, isNumeric }) =>
    isNumeric && (role === "generation" || role === "generic")
  );
  return hasBand || (columns.some(({ role }) => role === "forecast") && !isMeasured);
}

/** Returns what each column of forecasts is, by the names and kinds of all of them. */
export function forecastColumns(columns: readonly SeenColumn[]): ForecastColumns {
  const run = runColumns(columns);
  const numbers = columns.filter((column) => column.isNumeric && column.time === null);
  const atLevel = (level: number) => numbers.find((column) => levelOf(column) === level) ?? null;
  const horizon = numbers.find(({ plain }) => hasWord(plain, HORIZON_WORDS)) ?? null;
  const named = (words: string) =>
    columns.find((column) =>
      column.filled.length > 0 && !run.includes(column) && column !== horizon &&
      !isPowerOrEnergy(column.unit) && column.time !== "moment" && hasWord(column.plain, words)
    ) ?? null;
  const version = named(VERSION_WORDS);
  const model =
    columns.find((column) =>
      column !== version && !column.isNumeric && column.time === null && column.filled.length > 0 &&
      hasWord(column.plain, MODEL_WORDS)
    ) ?? null;
  return {
    ...{ run, horizon, p10: atLevel(10), p90: atLevel(90), model, version },
    powers: powersOf(numbers.filter((column) => column !== horizon && column !== version)),
  };
}

const isOfPeriod = ({ plain }: SeenColumn) =>
  hasWord(plain, START_WORDS) || hasWord(plain, END_WORDS);

/** Returns the times that are named as those of runs, else the one that many lines share. */
function runColumns(columns: readonly SeenColumn[]): SeenColumn[] {
  const times = columns.filter(({ time }) => time !== null && time !== "period");
  const named = times.filter((column) => hasWord(column.plain, RUN_WORDS) && !isOfPeriod(column));
  const whole = named.find(({ time }) => time !== "date" && time !== "clock");
  if (whole) return [whole];
  const date = named.find(({ time }) => time === "date");
  const clock = named.find(({ time }) => time === "clock");
  if (date) return clock ? [date, clock] : [date];
  return unnamedRun(times.filter(({ time }) => time === "moment"));
}

/** Of several times, that of the run is the same on many lines. */
function unnamedRun(moments: SeenColumn[]): SeenColumn[] {
  const [run, ...others] = moments.toSorted((a, b) => a.distinct.size - b.distinct.size);
  if (!run || others.length === 0 || isOfPeriod(run)) return [];
  const isShared = others.every(({ distinct }) => distinct.size >= 2 * run.distinct.size);
  return isShared ? [run] : [];
}

/** Roles whose columns can hold the power of a forecast, the likeliest first. */
const OF_POWER: (Role | null)[] = ["forecast", "generation", "generic"];

/** Returns the columns of the best role: of the mean or the median, of no other P-level. */
function powersOf(numbers: SeenColumn[]): SeenColumn[] {
  const able = numbers.filter((column) =>
    [null, 50].includes(levelOf(column)) && (column.unit === null || isPowerOrEnergy(column.unit))
  );
  for (const role of OF_POWER) {
    const found = able.filter((column) => column.role === role);
    const means = found.filter((column) => levelOf(column) === null);
    if (means.length > 0) return means;
    if (found.length > 0) return found;
  }
  return [];
}
