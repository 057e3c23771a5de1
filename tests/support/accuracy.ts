import { solarPosition } from "../../domain/solar/sun.ts";

/** Times in minutes since 1970; powers in kW, NaN and infinities too. */
export interface MeasuredRow {
  site: string;
  start: number;
  end: number;
  kw: number;
}

export interface ForecastRow {
  site: string;
  /** When the run was made. */
  made: number;
  model: string | null;
  start: number;
  end: number;
  kw: number;
  p10?: number;
  p90?: number;
  /** Other P-levels by name, as `p25`. */
  levels?: Record<string, number>;
}

export interface PlainSite {
  capacity_kw: number | null;
  place: { latitude: number; longitude: number } | null;
}

interface Pair {
  of: ForecastRow;
  mean: number;
  site: string;
  day: number;
  model: string | null;
  horizon: number;
  lit: boolean;
  error: number;
  inside: boolean | null;
  pinball: number;
  crps: number;
}

/** Mean measured power over a part of a row's period: no two of a site overlap. */
type Piece = Pick<MeasuredRow, "start" | "end" | "kw">;
type PiecesAt = Map<number, Piece>;

/** Cuts the rows of a site, minute by minute: the shortest counts, then that of the first row. */
function piecesOf(rows: MeasuredRow[]): PiecesAt {
  const finest = rows.map((row, index) => ({ row, index }))
    .filter(({ row: { start, end, kw } }) =>
      Number.isFinite(kw) && end > start && end - start <= 1440
    )
    .sort((a, b) => a.row.end - a.row.start - (b.row.end - b.row.start) || a.index - b.index);
  const winners = new Map<number, MeasuredRow>();
  for (const { row } of finest) {
    for (let minute = row.start; minute < row.end; minute++) {
      if (!winners.has(minute)) winners.set(minute, row);
    }
  }
  const pieces: PiecesAt = new Map();
  for (const minute of [...winners.keys()].sort((a, b) => a - b)) {
    const row = winners.get(minute)!;
    const before = winners.get(minute - 1) === row ? pieces.get(minute - 1) : undefined;
    const piece = before ?? { start: minute, end: minute, kw: row.kw };
    piece.end = minute + 1;
    pieces.set(minute, piece);
  }
  return pieces;
}

/** The definition, minute by minute. */
function meanMeasured(pieces: PiecesAt, { start, end }: ForecastRow): number | undefined {
  let covered = 0;
  let sum = 0;
  for (let minute = start; minute < end; minute++) {
    const row = pieces.get(minute);
    if (!row) continue;
    covered++;
    // Next to nothing is nothing.
    sum += Math.abs(row.kw) < 1e-100 ? 0 : row.kw;
  }
  return covered > 0 && covered * 3 >= (end - start) * 2 ? sum / covered : undefined;
}

function horizonOf(hours: number): number {
  if (hours < 0.5) return 0;
  if (hours < 2) return 1;
  if (hours < 4.5) return 3;
  if (hours < 9) return 6;
  if (hours < 18) return 12;
  if (hours < 30) return 24;
  return hours < 42 ? 36 : 48;
}

/**
 * Daylight: the sun, seen from the place in the middle of the period, is above −50′ (34′ of
 * refraction and 16′ of its radius).
 */
function isLit({ place }: PlainSite, { start, end }: ForecastRow): boolean {
  if (!place) return false;
  const middle = (Math.floor((start + end) / 2) + 0.5) * 60_000;
  return solarPosition(middle, place.latitude, place.longitude).zenith <= 90.833;
}

/** Returns the pieces of at most two hours that overlap with a value and last longer than it. */
function longerPieces(pieces: PiecesAt, { start, end }: ForecastRow): Piece[] {
  const found = new Set<Piece>();
  for (let minute = start; minute < end; minute++) {
    const piece = pieces.get(minute);
    if (!piece) continue;
    const length = piece.end - piece.start;
    if (length > end - start && length <= 120) found.add(piece);
  }
  return [...found];
}

/**
 * Returns the values of a run as they are compared: those that are shorter than a measured piece
 * become their mean over it, where they cover it.
 */
function comparedValues(pieces: PiecesAt, run: ForecastRow[]): ForecastRow[] {
  const usable = run.filter(({ made, start, end, kw }) =>
    made <= start && Number.isFinite(kw) && end > start && end - start <= 1440
  );
  const within = new Map<Piece, ForecastRow[]>();
  const whole = usable.filter((value) => {
    const longer = longerPieces(pieces, value);
    for (const piece of longer) within.set(piece, [...within.get(piece) ?? [], value]);
    return longer.length === 0;
  });
  return [...whole, ...[...within].flatMap(([piece, values]) => averaged(piece, values))];
}

function averaged({ start, end }: Piece, values: ForecastRow[]): ForecastRow[] {
  const midnight = Math.floor(start / 1440) * 1440;
  const parts = values.filter((value) => value.start >= midnight).map((value) => ({
    value,
    minutes: Math.min(end, value.end) - Math.max(start, value.start),
  }));
  const length = parts.reduce((sum, { minutes }) => sum + minutes, 0);
  if (length !== end - start || values[0]!.made > start) return [];
  const over = (of: (value: ForecastRow) => number | undefined) =>
    parts.some(({ value }) => of(value) === undefined)
      ? undefined
      : parts.reduce((sum, { value, minutes }) => sum + of(value)! * minutes, 0) / length;
  return [{
    ...values[0]!,
    start,
    end,
    kw: over(({ kw }) => kw)!,
    p10: over(({ p10 }) => p10),
    p90: over(({ p90 }) => p90),
    levels: Object.fromEntries(
      Object.keys(values[0]!.levels ?? {}).map((name) => [name, over((v) => v.levels?.[name])])
        .filter(([, kw]) => kw !== undefined),
    ),
  }];
}

export function pairsOf(
  sites: Record<string, PlainSite>,
  measured: MeasuredRow[],
  runs: ForecastRow[][],
): Pair[] {
  const bySite = Map.groupBy(measured, ({ site }) => site);
  const pieces = new Map([...bySite].map(([site, rows]) => [site, piecesOf(rows)]));
  return runs.filter((run) => run.length > 0).flatMap((run) => {
    const measuredThere = pieces.get(run[0]!.site) ?? new Map();
    return comparedValues(measuredThere, run).flatMap((value) =>
      pairOf(sites, measuredThere, value)
    );
  });
}

function pairOf(sites: Record<string, PlainSite>, pieces: PiecesAt, value: ForecastRow): Pair[] {
  const mean = meanMeasured(pieces, value);
  if (mean === undefined) return [];
  const { site, model, p10, p90 } = value;
  const shown = Number(mean.toPrecision(15));
  const low = p10 === undefined ? undefined : Number(p10.toPrecision(15));
  const high = p90 === undefined ? undefined : Number(p90.toPrecision(15));
  return [{
    of: value,
    mean,
    site,
    model,
    day: Math.floor(value.start / 1440),
    horizon: horizonOf((value.start - value.made) / 60),
    lit: isLit(sites[site]!, value),
    error: value.kw - mean,
    inside: low === undefined || high === undefined ? null : low <= shown && shown <= high,
    ...scoresOf(value, mean),
  }];
}

/** A P-level, 0 to 1, and how far above the measured power it is, in kW. */
type Edge = [level: number, error: number];

function scoresOf({ kw, p10, p90, levels = {} }: ForecastRow, measured: number) {
  const named = Object.entries({ p50: kw, p10, p90, ...levels });
  const edges = named.flatMap(([name, kw]): Edge[] =>
    kw === undefined ? [] : [[Number(name.slice(1)) / 100, kw - measured]]
  ).sort(([a], [b]) => a - b);
  const losses = edges.map(([level, error]) => pinball(level, error));
  const whole: Edge[] = [[0, edges[0]![1]], ...edges, [1, edges.at(-1)![1]]];
  const area = whole.slice(1).reduce((sum, edge, i) => sum + areaBetween(whole[i]!, edge), 0);
  return { pinball: mean(losses)!, crps: 2 * area };
}

const pinball = (level: number, error: number) => (error > 0 ? 1 - level : -level) * error;

/** The loss is a parabola on each side of the level whose error is 0: Simpson's rule is exact. */
function areaBetween([a, x]: Edge, [b, y]: Edge): number {
  const zero = x * y < 0 ? a + (b - a) * x / (x - y) : b;
  const at = (level: number) => b === a ? x : x + (y - x) * (level - a) / (b - a);
  const simpson = (from: number, to: number) => {
    const middle = (from + to) / 2;
    const sign = Math.sign(at(middle));
    const loss = (level: number) => (sign > 0 ? 1 - level : -level) * at(level);
    return (to - from) / 6 * (loss(from) + 4 * loss(middle) + loss(to));
  };
  return simpson(a, zero) + simpson(zero, b);
}

const mean = (numbers: number[]) =>
  numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Returns what sql/accuracy/accuracy.ts must return for these pairs and runs of the baseline. */
export function plainAccuracy(
  sites: Record<string, PlainSite>,
  pairs: Pair[],
  baselineRuns: ForecastRow[][],
  baseline: string,
) {
  const models = [...new Set(pairs.map(({ model }) => model))]
    .sort((a, b) => a === null ? 1 : b === null ? -1 : a < b ? -1 : 1);
  return models.flatMap((model) =>
    [0, 1, 3, 6, 12, 24, 36, 48].flatMap((horizon) => {
      const own = pairs.filter((pair) => pair.model === model && pair.horizon === horizon);
      return own.length === 0 ? [] : [{
        model_name: model,
        horizon_hours: horizon,
        ...figures(sites, own),
        ...compared(own, model === baseline ? [] : baselineRuns),
      }];
    })
  );
}

function figures(sites: Record<string, PlainSite>, pairs: Pair[]) {
  const sized = pairs.filter(({ site }) => sites[site]!.capacity_kw !== null);
  const size = mean(sized.map(({ site }) => sites[site]!.capacity_kw!));
  const [abs, square, bias] = [Math.abs, (e: number) => e * e, (e: number) => e].map(
    (of) => (some: Pair[]) => mean(some.map(({ error }) => of(error))),
  );
  const banded = pairs.filter(({ inside }) => inside !== null);
  const root = (number: number | null) => number === null ? null : Math.sqrt(number);
  const share = (number: number | null) => number === null ? null : number / size!;
  return {
    pairs: pairs.length,
    mae_kw: abs!(pairs),
    rmse_kw: root(square!(pairs)),
    bias_kw: bias!(pairs),
    mae_share: share(abs!(sized)),
    rmse_share: share(root(square!(sized))),
    bias_share: share(bias!(sized)),
    pinball_kw: mean(pairs.map(({ pinball }) => pinball)),
    crps_kw: mean(pairs.map(({ crps }) => crps)),
    pinball_share: share(mean(sized.map(({ pinball }) => pinball))),
    crps_share: share(mean(sized.map(({ crps }) => crps))),
    band_pairs: banded.length,
    inside_share: mean(banded.map(({ inside }) => inside ? 1 : 0)),
  };
}

/**
 * Returns the skill: the error of the pairs beside the mean error of the baseline's runs over the
 * same periods and at the same horizons.
 */
function compared(own: Pair[], runs: ForecastRow[][]) {
  const against = own.map((pair) => ({
    error: Math.abs(pair.error),
    baseline: mean(
      runs.map((run) => meanForecast(run, pair))
        .filter((kw) => kw !== undefined)
        .map((kw) => Math.abs(kw - pair.mean)),
    ),
  })).filter(({ baseline }) => baseline !== null);
  const ours = mean(against.map(({ error }) => error));
  const theirs = mean(against.map(({ baseline }) => baseline!));
  return {
    skill: ours === null || !theirs ? null : 1 - ours / theirs,
    baseline_mae_kw: theirs,
  };
}

/**
 * Returns the mean of a run over the period of a pair, minute by minute; undefined where the run has
 * another horizon or lacks a minute.
 */
function meanForecast(run: ForecastRow[], { of: { site, start, end }, day, horizon }: Pair) {
  const usable = run.filter((row) =>
    row.site === site && row.start >= day * 1440 && row.start < (day + 1) * 1440 + 120 &&
    row.made <= row.start &&
    row.end - row.start <= 1440 && Number.isFinite(row.kw)
  );
  if (horizonOf((start - (run[0]?.made ?? 0)) / 60) !== horizon) return undefined;
  let sum = 0;
  for (let minute = start; minute < end; minute++) {
    const row = usable.find((row) => row.start <= minute && row.end > minute);
    if (!row) return undefined;
    sum += row.kw;
  }
  return sum / (end - start);
}
