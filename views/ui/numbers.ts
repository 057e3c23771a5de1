/** Unit and number of digits that some figures share, so that they can be compared. */
export interface Scale {
  divisor: number;
  prefix: "k" | "M" | "G";
  digits: number;
}

/**
 * Returns unit and digits for the figures of a sentence, by the largest of them in kW or kWh. About
 * two digits: forecasts are no more exact.
 */
export function scaleFor(kilo: number): Scale {
  const size = Math.abs(kilo);
  if (size >= 1e6) return { divisor: 1e6, prefix: "G", digits: digitsOf(size / 1e6, 100) };
  if (size >= 1e3) return { divisor: 1e3, prefix: "M", digits: digitsOf(size / 1e3, 100) };
  return { divisor: 1, prefix: "k", digits: size === 0 ? 0 : digitsOf(size, 10) };
}

function digitsOf(value: number, whole: number): number {
  if (value >= whole) return 0;
  return value >= whole / 10 ? 1 : 2;
}

export function figure(kilo: number, { divisor, digits }: Scale): string {
  return fixed(kilo / divisor, digits);
}

/** Rounds without a minus before zero: what an inverter uses at night becomes 0, not -0. */
function fixed(value: number, digits: number): string {
  return value.toFixed(digits).replace(/^-(?=[0.]+$)/, "");
}

/** The prefix that the figures of a sentence share. */
export type SharedPrefix = Pick<Scale, "divisor" | "prefix">;

/**
 * Returns one prefix for all figures (kW or kWh) of a sentence, so that they can be compared: the
 * one that each of them would have alone, else that of the largest, but the smaller one up to ten
 * times larger values. Zeros have no say.
 */
export function sharedPrefix(kilos: readonly number[]): SharedPrefix {
  const scales = kilos.filter((kilo) => kilo !== 0).map(scaleFor);
  const isOne = scales.every(({ prefix }) => prefix === scales[0]!.prefix);
  const largest = Math.max(0, ...kilos.map(Math.abs));
  return scales.length > 0 && isOne ? scales[0]! : columnScale(largest);
}

/** Returns how many digits a figure (kW or kWh) has after the point with a prefix: about two in all. */
export function digitsWith(kilo: number, { divisor }: SharedPrefix): number {
  const size = Math.abs(kilo) / divisor;
  if (size === 0) return 0;
  return divisor > 1 && size < 0.01 ? 3 : digitsOf(size, divisor === 1 ? 10 : 100);
}

function prefixed(kilo: number, among: readonly number[]): string {
  const shared = sharedPrefix(among);
  return `${fixed(kilo / shared.divisor, digitsWith(kilo, shared))} ${shared.prefix}`;
}

/**
 * Returns a power with its unit: `38 kW`, `3.2 kW`, `1.25 MW`. `among` are the powers of the same
 * sentence, whose unit it has.
 */
export function power(kw: number, among: readonly number[] = [kw]): string {
  return `${prefixed(kw, among)}W`;
}

/** Returns an energy with its unit, likewise: `214 kWh`, `3.2 kWh`, `1.25 MWh`. */
export function energy(kwh: number, among: readonly number[] = [kwh]): string {
  return `${prefixed(kwh, among)}Wh`;
}

/** Returns a range in one unit, which is named once: `122 to 272 kWh`. */
export function spanOf(low: number, high: number, among: readonly number[], unit: "W" | "Wh") {
  const shared = sharedPrefix([...among, low, high]);
  const [from, to] = [low, high].map((kilo) =>
    fixed(kilo / shared.divisor, digitsWith(among[0] ?? kilo, shared)).replace(/^0\.0+$/, "0")
  );
  return `${from} to ${to} ${shared.prefix}${unit}`;
}

/** Returns a capacity without rounding it to a few digits: `49.14 kW`, `2 MW`; null if unknown. */
export function capacity(kw: number | null): string | null {
  if (kw === null || !Number.isFinite(kw)) return null;
  const { divisor, prefix } = scaleFor(kw);
  return `${Number((kw / divisor).toFixed(3))} ${prefix}W`;
}

/** Returns `93 %` with a non-breaking space, rounded down: 99.9 % is not shown as 100 %. */
export function percentage(share: number): string {
  return `${Math.floor(share * 100)}\u00a0%`;
}

/** Returns the scale of a column, which keeps the smaller unit up to ten times larger values. */
export function columnScale(largestKw: number): Scale {
  return scaleFor(largestKw / 10);
}

/** Writes the figures of a column with one unit, and digits for a thousandth of the largest. */
export interface Column {
  unit: string;
  text(kw: number | null): string;
}

/** Returns a column of powers in kW. */
export const powerColumn = (largestKw: number) => columnOf(largestKw, "W");

/** Returns a column of energies in kWh. */
export const energyColumn = (largestKwh: number) => columnOf(largestKwh, "Wh");

function columnOf(largest: number, unit: "W" | "Wh"): Column {
  const { divisor, prefix } = columnScale(largest);
  const digits = Math.max(0, 3 - Math.ceil(Math.log10(Math.max(1, largest / divisor))));
  return {
    unit: `${prefix}${unit}`,
    text: (kw) => kw === null ? "–" : fixed(kw / divisor, Math.min(digits, 2)),
  };
}
