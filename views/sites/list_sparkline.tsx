import type { HalfHours } from "../../domain/forecasts/site_figures.ts";

const WIDTH = 96;
const HEIGHT = 24;

interface SparklineProps {
  halfHours: HalfHours;
  capacityKw: number | null;
}

/**
 * Draws a day in small. The scale ends at half the capacity, or higher if values do, so that a
 * winter's day has a shape, too. Half hours and whole pixels keep long lists small.
 */
export function ListSparkline({ halfHours: { forecast, generation }, capacityKw }: SparklineProps) {
  const highest = Math.max(capacityKw && Number.isFinite(capacityKw) ? capacityKw / 2 : 0, 0);
  const top = [...forecast, ...generation].reduce<number>(
    (most, kw) => Math.max(most, kw ?? 0),
    highest,
  );
  const y = (kw: number) => Math.round(HEIGHT - 1 - (HEIGHT - 2) * Math.max(0, kw) / (top || 1));
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path class="forecast" d={steps(forecast, y, true)} />
      <path class="generation" d={steps(generation, y, false)} />
    </svg>
  );
}

/** Returns the path of steps, one run after the other; closed down to the ground for an area. */
function steps(
  values: readonly (number | null)[],
  y: (kw: number) => number,
  isArea: boolean,
): string {
  const x = (slot: number) => Math.round(slot * WIDTH / values.length);
  const ground = y(0);
  let path = "";
  let height: number | undefined;
  for (let slot = 0; slot <= values.length; slot++) {
    const kw = values[slot] ?? null;
    if (kw === null) {
      if (height !== undefined) path += isArea ? `H${x(slot)}V${ground}Z` : `H${x(slot)}`;
      height = undefined;
      continue;
    }
    const next = y(kw);
    if (height === undefined) {
      path += isArea ? `M${x(slot)},${ground}V${next}` : `M${x(slot)},${next}`;
    } else if (next !== height) path += `H${x(slot)}V${next}`;
    height = next;
  }
  return path;
}
