import { type PowerPeriod, type Span, stretches } from "../../domain/generation/energy.ts";
import type { ForecastPeriod } from "../../domain/forecasts/day_periods.ts";
import type { ChartScales } from "./scales.ts";

/** Lines have one digit unless the scales say otherwise. */
type Scales = Pick<ChartScales, "x" | "y"> & Partial<Pick<ChartScales, "digits">>;
type Banded = ForecastPeriod & { p10Kw: number; p90Kw: number };

/** Returns the path of means, drawn as steps over their periods. A gap interrupts the line. */
export function stepLine(
  periods: readonly PowerPeriod[],
  { x, y, digits = 1 }: Scales,
): string {
  const height = ({ powerKw }: PowerPeriod) => y(powerKw);
  return stretches(periods).map((run) => steps(run, x, height, digits)).join("");
}

/** Returns the path through the middles of periods; nothing where all is zero. */
export function smoothLine(
  periods: readonly PowerPeriod[],
  { x, y, digits = 1 }: Scales,
): string {
  if (periods.every(({ powerKw }) => powerKw <= 0)) return "";
  const points = periods.filter((_, at) =>
    Math.max(...[-1, 0, 1].map((step) => periods[at + step]?.powerKw ?? 0)) > 0
  );
  return stretches(points).map((run) =>
    `M${
      run.map((period) =>
        `${rounded(x(middle(period)), digits)},${rounded(y(period.powerKw), digits)}`
      ).join("L")
    }`
  ).join("");
}

const middle = ({ startMs, endMs }: Span) => (startMs + endMs) / 2;

/** Returns the path of the area between the steps and zero. */
export function stepArea(
  periods: readonly PowerPeriod[],
  { x, y, digits = 1 }: Scales,
): string {
  const height = ({ powerKw }: PowerPeriod) => y(powerKw);
  const zero = rounded(y(0), digits);
  return stretches(periods).map((run) =>
    `${steps(run, x, height, digits)}V${zero}H${rounded(x(run[0]!.startMs), digits)}Z`
  ).join("");
}

/** Returns the path of the band from P10 to P90, wherever a forecast has both. */
export function stepBand(
  periods: readonly ForecastPeriod[],
  { x, y, digits = 1 }: Scales,
): string {
  return stretches(periods.filter(isBanded)).map((run) => {
    const top = steps(run, x, ({ p90Kw }) => y(p90Kw), digits);
    return `${top}${stepsBack(run, x, ({ p10Kw }) => y(p10Kw), digits)}Z`;
  }).join("");
}

export function isBanded(period: ForecastPeriod): period is Banded {
  return period.p10Kw !== null && period.p90Kw !== null;
}

/** Returns the path of periods without a gap, joining those of equal height. */
function steps<P extends Span>(
  run: readonly P[],
  x: Scales["x"],
  height: (period: P) => number,
  digits: number,
): string {
  let level = rounded(height(run[0]!), digits);
  let path = `M${rounded(x(run[0]!.startMs), digits)},${level}`;
  for (const period of run) {
    const next = rounded(height(period), digits);
    if (next === level) continue;
    path += `H${rounded(x(period.startMs), digits)}V${next}`;
    level = next;
  }
  return `${path}H${rounded(x(run.at(-1)!.endMs), digits)}`;
}

/** Returns the rest of a path: the same steps from the last period back to the first. */
function stepsBack<P extends Span>(
  run: readonly P[],
  x: Scales["x"],
  height: (period: P) => number,
  digits: number,
): string {
  let level: number | undefined;
  let path = "";
  for (const period of run.toReversed()) {
    const next = rounded(height(period), digits);
    if (next === level) continue;
    path += level === undefined ? `V${next}` : `H${rounded(x(period.endMs), digits)}V${next}`;
    level = next;
  }
  return `${path}H${rounded(x(run[0]!.startMs), digits)}`;
}

function rounded(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
