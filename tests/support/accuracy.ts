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
}

/** The definition, minute by minute. */
function meanMeasured(rows: MeasuredRow[], { site, start, end }: ForecastRow): number | undefined {
  let covered = 0;
  let sum = 0;
  for (let minute = start; minute < end; minute++) {
    const [row] = rows
      .filter((row) => row.site === site && row.start <= minute && row.end > minute)
      .filter((row) => Number.isFinite(row.kw) && row.end - row.start <= 1440)
      .sort((a, b) => a.end - a.start - (b.end - b.start) || b.start - a.start);
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

export function pairsOf(
  sites: Record<string, PlainSite>,
  measured: MeasuredRow[],
  forecasts: ForecastRow[],
): Pair[] {
  return forecasts.flatMap((value) => {
    const length = value.end - value.start;
    if (value.made > value.start || !Number.isFinite(value.kw) || length <= 0 || length > 1440) {
      return [];
    }
    const mean = meanMeasured(measured, value);
    if (mean === undefined) return [];
    const { site, model, p10, p90 } = value;
    const shown = Number(mean.toPrecision(15));
    return [{
      of: value,
      mean,
      site,
      model,
      day: Math.floor(value.start / 1440),
      horizon: horizonOf((value.start - value.made) / 60),
      lit: isLit(sites[site]!, value),
      error: value.kw - mean,
      inside: p10 === undefined || p90 === undefined ? null : p10 <= shown && shown <= p90,
    }];
  });
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
    row.site === site && Math.floor(row.start / 1440) === day && row.made <= row.start &&
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
