/**
 * The second member of the weather model: what was measured in the hours of the past whose weather
 * was most alike. Source: Delle Monache et al., Probabilistic weather prediction with an analog
 * ensemble, Monthly Weather Review 141(10), 2013.
 */
import { type Design, meanOf, type ModelHour, type TrainingHour } from "./model_hour.ts";

/** Hours on each side of the target's that are looked through. */
const REACH = 2;
const NEAREST = 60;

/** Past hours with their places in the space of distances, which have the precision of Float16. */
export interface AnalogIndex {
  mean: Float32Array;
  /** What a trait's departure from its mean is multiplied by. */
  scale: Float32Array;
  /** A row for each hour, of as many numbers as there are traits. */
  places: Float32Array;
  /** Power by potential: measured, and the regression's median (NaN where it has none). */
  ratios: Float32Array;
  usual: Float32Array;
  hours: Uint8Array;
  /** Rows that an hour of the day looks through. */
  rowsOf: readonly Uint32Array[];
  /** The first trait's highest place. */
  highest: number;
}

/**
 * Prepares the hours of the past for analogPowers(). `medianOf` returns the regression's median
 * power of an hour; undefined where it has none.
 */
export function analogIndex(
  training: readonly TrainingHour[],
  design: Design,
  medianOf: (hour: ModelHour) => number | undefined,
): AnalogIndex {
  const lit = training.filter(({ potential }) => potential > design.leastAlike);
  const { mean, scale } = scalesOf(lit, design.traits);
  const places = new Float32Array(lit.length * mean.length);
  lit.forEach((row, at) => writePlace(places, at * mean.length, row, mean, scale));
  const ratios = lit.map(({ power, potential }) =>
    Math.min(power / potential, design.highestRatio)
  );
  const hours = Uint8Array.from(lit, ({ hour }) => hour);
  const usual = lit.map((row) => (medianOf(row) ?? NaN) / row.potential);
  return completed({
    mean,
    scale,
    places: Float32Array.from(Float16Array.from(places)),
    ratios: Float32Array.from(Float16Array.from(ratios)),
    usual: Float32Array.from(Float16Array.from(usual)),
    hours,
  }, design);
}

/** Adds to an index what follows from the rest of it. */
export function completed(
  index: Omit<AnalogIndex, "rowsOf" | "highest">,
  design: Design,
): AnalogIndex {
  const { places, mean, hours } = index;
  let highest = -Infinity;
  for (let at = 0; at < places.length; at += mean.length) highest = Math.max(highest, places[at]!);
  return { ...index, rowsOf: rowsByHour(hours, design), highest };
}

/** Returns for each hour of the day the rows that are near to it. */
function rowsByHour(hours: Uint8Array, { isByHour }: Design): Uint32Array[] {
  if (!isByHour) return Array<Uint32Array>(24).fill(Uint32Array.from(hours.keys()));
  const rowsOf = Array.from({ length: 24 }, (): number[] => []);
  hours.forEach((hour, row) => {
    for (let other = hour - REACH; other <= hour + REACH; other++) {
      rowsOf[(other + 24) % 24]!.push(row);
    }
  });
  return rowsOf.map((rows) => Uint32Array.from(rows));
}

function scalesOf(rows: readonly ModelHour[], weights: readonly number[]) {
  const values = weights.map((_, trait) => rows.map(({ traits }) => traits[trait]!));
  const mean = Float32Array.from(values, (of) => meanOf(of) ?? 0);
  const scale = Float32Array.from(weights, (weight, trait) => {
    const square = meanOf(values[trait]!.map((value) => (value - mean[trait]!) ** 2)) ?? 0;
    return Math.sqrt(weight) / Math.max(1e-3, Math.sqrt(square));
  });
  return { mean, scale };
}

/** Writes an hour's place; what was not given is in the middle. */
function writePlace(
  places: Float32Array,
  start: number,
  { traits }: ModelHour,
  mean: Float32Array,
  scale: Float32Array,
): void {
  for (let trait = 0; trait < mean.length; trait++) {
    const departure = (traits[trait]! - mean[trait]!) * scale[trait]!;
    places[start + trait] = Number.isNaN(departure) ? 0 : departure;
  }
}

/**
 * Returns the powers (shares of the capacity) at these levels of the nearest hours, which count the
 * less the farther they are; undefined without any. They are moved by a share of what the
 * regression's median of the hour differs from theirs.
 */
export function analogPowers(
  index: AnalogIndex,
  hour: ModelHour,
  { median, moved }: { median: number | undefined; moved: number },
  levels: readonly number[],
): number[] | undefined {
  const rows = index.rowsOf[hour.hour]!;
  if (rows.length === 0) return undefined;
  const distances = distancesOf(index, rows, hour);
  const usual = (median ?? NaN) / hour.potential;
  const ratioOf = (row: number) => {
    const shift = moved * (usual - index.usual[row]!);
    return Number.isNaN(shift) ? index.ratios[row]! : Math.max(0, index.ratios[row]! + shift);
  };
  const lowest = lowestOf(distances, NEAREST + 1);
  const nearest = lowest[Math.min(NEAREST, rows.length) - 1]!;
  const farthest = Math.sqrt(lowest.at(-1)!) * (1 + 1e-9) + 1e-12;
  const near: { ratio: number; weight: number }[] = [];
  for (let at = 0; at < rows.length && near.length < NEAREST; at++) {
    if (distances[at]! > nearest) continue;
    const weight = Math.max(1 - Math.sqrt(distances[at]!) / farthest, 1e-3);
    near.push({ ratio: ratioOf(rows[at]!), weight });
  }
  near.sort((a, b) => a.ratio - b.ratio);
  return weightedQuantiles(near, levels).map((ratio) => ratio * hour.potential);
}

/** Returns the `count` lowest values, ascending; all of fewer. */
function lowestOf(values: Float64Array, count: number): Float64Array {
  if (values.length <= count) return values.toSorted();
  const lowest = values.slice(0, count).sort();
  for (let at = count; at < values.length; at++) {
    const value = values[at]!;
    let place = count - 1;
    if (value >= lowest[place]!) continue;
    for (; place > 0 && lowest[place - 1]! > value; place--) lowest[place] = lowest[place - 1]!;
    lowest[place] = value;
  }
  return lowest;
}

/**
 * Returns 1 for an hour whose first trait the past had as high, less where it is beyond, and 0 from
 * one unit of the distance on: there nothing is alike.
 */
export function likeness({ mean, scale, highest }: AnalogIndex, { traits }: ModelHour): number {
  const beyond = (traits[0]! - mean[0]!) * scale[0]! - highest;
  return beyond > 0 ? Math.max(0, 1 - beyond) : 1;
}

/** Returns the squares of the distances of an hour to these rows. */
function distancesOf(
  { mean, scale, places }: AnalogIndex,
  rows: Uint32Array,
  hour: ModelHour,
): Float64Array {
  const traits = mean.length;
  const place = new Float32Array(traits);
  writePlace(place, 0, hour, mean, scale);
  const distances = new Float64Array(rows.length);
  for (let r = 0; r < rows.length; r++) {
    let sum = 0;
    for (let trait = 0, at = rows[r]! * traits; trait < traits; trait++, at++) {
      const apart = places[at]! - place[trait]!;
      sum += apart * apart;
    }
    distances[r] = sum;
  }
  return distances;
}

/** Returns quantiles of ascending values, each of which stands at the middle of its weight. */
function weightedQuantiles(
  rows: { ratio: number; weight: number }[],
  levels: readonly number[],
): number[] {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  const middles = rows.map(({ weight }) => (below += weight) / total - weight / total / 2);
  let at = 0;
  return levels.map((level) => {
    while (at < rows.length && middles[at]! < level) at++;
    if (at === 0) return rows[0]!.ratio;
    if (at === rows.length) return rows.at(-1)!.ratio;
    const share = (level - middles[at - 1]!) / (middles[at]! - middles[at - 1]!);
    return rows[at - 1]!.ratio + share * (rows[at]!.ratio - rows[at - 1]!.ratio);
  });
}
