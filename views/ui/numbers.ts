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

/** Returns a power with its unit: `38 kW`, `3.2 kW`, `1.25 MW`. */
export function power(kw: number): string {
  const scale = scaleFor(kw);
  return `${figure(kw, scale)} ${scale.prefix}W`;
}

/** Returns an energy with its unit: `214 kWh`, `3.2 kWh`, `1.25 MWh`. */
export function energy(kwh: number): string {
  const scale = scaleFor(kwh);
  return `${figure(kwh, scale)} ${scale.prefix}Wh`;
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

export function powerColumn(largestKw: number): Column {
  const { divisor, prefix } = columnScale(largestKw);
  const digits = Math.max(0, 3 - Math.ceil(Math.log10(Math.max(1, largestKw / divisor))));
  return {
    unit: `${prefix}W`,
    text: (kw) => kw === null ? "–" : fixed(kw / divisor, Math.min(digits, 2)),
  };
}
